package dev.erp.gateway.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.htmlunit.MockWebConnection;
import org.htmlunit.WebClient;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.util.NameValuePair;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The form of /docs that logs in: the page and its own script in a browser, with a stub of Swagger UI that notes what it is told. */
class LoginPageTest {

    private static final String SITE = "http://erp.test";
    private static final String LOGIN = "/api/v1/auth/login";
    private static final String REFRESH = "/api/v1/auth/refresh";
    private static final String LOGOUT = "/api/v1/auth/logout";

    private static final String SWAGGER_UI_STUB = """
        var told = [];
        function SwaggerUIBundle(settings) {
          var ui = {
            preauthorizeApiKey: function (name, value) { told.push('authorize ' + name + ' ' + value); },
            authActions: {logout: function (names) { told.push('logout ' + names); }}
          };
          setTimeout(function () { settings.onComplete(); }, 0);
          return ui;
        }
        SwaggerUIBundle.presets = {apis: null};
        """;

    private final WebClient browser = new WebClient();
    private final Site site = new Site();
    private HtmlPage page;

    /** Answers what it was told to, and remembers what it was asked. */
    private static final class Site extends MockWebConnection {
        private final List<String> asked = new CopyOnWriteArrayList<>();

        @Override
        public WebResponse getResponse(WebRequest request) throws IOException {
            asked.add(request.getUrl().getPath() + Objects.toString(request.getRequestBody(), ""));
            return super.getResponse(request);
        }

        void serves(String path, String type, String text) {
            setResponse(url(path), text, type);
        }

        void answers(String path, int status, String json, NameValuePair... headers) {
            setResponse(url(path), json, status, "", "application/json", List.of(headers));
        }

        private static java.net.URL url(String path) {
            try {
                return URI.create(SITE + path).toURL();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @BeforeEach
    void open() throws IOException {
        browser.getOptions().setFetchPolyfillEnabled(true);
        browser.getOptions().setWebSocketEnabled(false);
        browser.setWebConnection(site);
        site.serves("/docs", "text/html", own("docs.html"));
        site.serves("/docs/login.js", "text/javascript", own("login.js"));
        site.serves("/docs/start.js", "text/javascript", own("docs.js"));
        site.serves("/docs/login.css", "text/css", "");
        site.serves("/docs/swagger-ui.css", "text/css", "");
        site.serves("/docs/swagger-ui.js", "text/javascript", SWAGGER_UI_STUB);
        page = browser.getPage(SITE + "/docs");
        await().until(() -> !element("log-in").hasAttribute("disabled"));
    }

    @AfterEach
    void close() {
        browser.close();
    }

    @Test
    void a_login_gives_its_token_to_swagger_ui_and_forgets_the_password() throws IOException {
        site.answers(LOGIN, 200, tokens("access-1", "refresh-1", 300));

        logIn();

        await().untilAsserted(() -> assertThat(told()).containsExactly("authorize accessToken access-1"));
        await().until(() -> element("signed-in").isDisplayed());
        assertThat(site.asked).contains(LOGIN + "{\"username\":\"sam\",\"password\":\"quiet-Harbour\"}");
        assertThat(element("who").getTextContent()).isEqualTo("sam");
        assertThat(script("document.getElementById('password').value")).isEqualTo("");
    }

    @Test
    void tokens_are_in_no_storage_and_in_no_url() throws IOException {
        site.answers(LOGIN, 200, tokens("access-1", "refresh-1", 300));

        logIn();
        await().until(() -> !told().isEmpty());

        assertThat(script("localStorage.length + sessionStorage.length + document.cookie.length"))
                .isEqualTo("0");
        assertThat(script("location.href")).isEqualTo(SITE + "/docs");
    }

    @Test
    void a_token_is_renewed_before_it_expires() throws IOException {
        site.answers(LOGIN, 200, tokens("access-1", "refresh-1", 1));
        site.answers(REFRESH, 200, tokens("access-2", "refresh-2", 300));

        logIn();

        await().untilAsserted(() ->
                assertThat(told()).containsExactly("authorize accessToken access-1", "authorize accessToken access-2"));
        assertThat(site.asked).contains(REFRESH + "{\"refreshToken\":\"refresh-1\"}");
    }

    @Test
    void who_cannot_be_renewed_is_logged_out_and_told_why() throws IOException {
        site.answers(LOGIN, 200, tokens("access-1", "refresh-1", 1));
        site.answers(REFRESH, 401, "{\"detail\":\"The refresh token is not good (any more). Log in again.\"}");

        logIn();

        await().untilAsserted(() ->
                assertThat(message()).isEqualTo("The refresh token is not good (any more). Log in again."));
        assertThat(told()).containsExactly("authorize accessToken access-1", "logout accessToken");
        assertThat(element("login").isDisplayed()).isTrue();
    }

    @Test
    void a_renewal_that_comes_too_often_is_tried_again_with_the_same_token() throws IOException {
        site.answers(LOGIN, 200, tokens("access-1", "refresh-1", 1));
        site.answers(REFRESH, 429, "{}", new NameValuePair("Retry-After", "1"));

        logIn();
        await().until(() -> asked(REFRESH).size() == 1);
        site.answers(REFRESH, 200, tokens("access-2", "refresh-2", 300));

        await().untilAsserted(() -> assertThat(told()).contains("authorize accessToken access-2"));
        assertThat(asked(REFRESH)).containsOnly(REFRESH + "{\"refreshToken\":\"refresh-1\"}");
    }

    @Test
    void a_logout_ends_the_session_and_takes_the_token_from_swagger_ui() throws IOException {
        site.answers(LOGIN, 200, tokens("access-1", "refresh-1", 300));
        site.answers(LOGOUT, 204, "");
        logIn();
        await().until(() -> element("signed-in").isDisplayed());

        element("log-out").click();

        await().untilAsserted(
                        () -> assertThat(asked(LOGOUT)).containsExactly(LOGOUT + "{\"refreshToken\":\"refresh-1\"}"));
        assertThat(told()).containsExactly("authorize accessToken access-1", "logout accessToken");
        assertThat(element("login").isDisplayed()).isTrue();
    }

    @Test
    void a_wrong_password_is_told_in_the_words_of_the_problem() throws IOException {
        site.answers(LOGIN, 401, "{\"detail\":\"The user name or the password is not right.\"}");

        logIn();

        await().untilAsserted(() -> assertThat(message()).isEqualTo("The user name or the password is not right."));
        assertThat(told()).isEmpty();
    }

    @Test
    void too_many_attempts_are_told_with_the_time_to_wait() throws IOException {
        site.answers(
                LOGIN,
                429,
                "{\"detail\":\"At most 20 requests in 60 s are answered per address.\"}",
                new NameValuePair("Retry-After", "7"));

        logIn();

        await().untilAsserted(() -> assertThat(message())
                .isEqualTo("At most 20 requests in 60 s are answered per address. Retry after 7 s."));
    }

    @Test
    void what_an_answer_says_is_text_and_never_markup() throws IOException {
        site.answers(LOGIN, 401, "{\"detail\":\"<img src=x onerror=alert(1)>\"}");

        logIn();

        await().untilAsserted(() -> assertThat(message()).isEqualTo("<img src=x onerror=alert(1)>"));
        assertThat(element("message").getChildElementCount()).isZero();
    }

    private void logIn() throws IOException {
        page.getHtmlElementById("username").type("sam");
        page.getHtmlElementById("password").type("quiet-Harbour");
        element("log-in").click();
    }

    private DomElement element(String id) {
        return page.getElementById(id);
    }

    private String message() {
        return element("message").getTextContent();
    }

    private List<String> told() {
        String all = script("told.join('|')");
        return all.isEmpty() ? new ArrayList<>() : List.of(all.split("\\|"));
    }

    private List<String> asked(String path) {
        return site.asked.stream().filter(request -> request.startsWith(path)).toList();
    }

    private String script(String expression) {
        return String.valueOf(
                page.executeJavaScript("String(" + expression + ")").getJavaScriptResult());
    }

    private static String tokens(String access, String refresh, int expiresIn) {
        return "{\"accessToken\":\"%s\",\"refreshToken\":\"%s\",\"expiresIn\":%d}"
                .formatted(access, refresh, expiresIn);
    }

    private static String own(String file) throws IOException {
        try (InputStream in = LoginPageTest.class.getResourceAsStream("/pages/" + file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
