package dev.erp.gateway.door;

/** The paths that the door tells apart. */
public final class ApiPaths {

    /** Everything below it needs an access token, except {@link #LOGIN}. */
    public static final String API = "/api/v1/";

    /** The one path of the API for those who have no token yet. */
    static final String LOGIN = API + "auth/login";

    private ApiPaths() {}

    static boolean isPage(String path) {
        return path.startsWith("/docs") || path.startsWith("/redoc");
    }
}
