package dev.erp.gateway.door;

/** The paths that the door tells apart. */
public final class ApiPaths {

    /** Everything below it needs an access token, except what those need who have none yet. */
    public static final String API = "/api/v1/";

    static final String AUTH = API + "auth/";
    static final String LOGIN = AUTH + "login";
    static final String TOKEN = AUTH + "token";
    static final String PASSWORD_RESET = AUTH + "password-reset";
    static final String REFRESH = AUTH + "refresh";
    static final String LOGOUT = AUTH + "logout";

    private ApiPaths() {}

    static boolean isPage(String path) {
        return path.startsWith("/docs") || path.startsWith("/redoc");
    }
}
