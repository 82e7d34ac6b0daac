import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;

/**
 * A backend on the JDK's own server. It connects its users to Cronofy, lets them choose calendars, and shows what was
 * granted, through the service.
 */
final class Backend {
    static final String PORT = System.getenv().getOrDefault("PORT", "3000");
    private static final String BASE_URL = "http://127.0.0.1:" + PORT;
    private static final Map<String, Action> ACTIONS = Map.of(
            "POST /connect", Backend::connect,
            "GET /connected", Backend::connected,
            "POST /confirm", Backend::confirm,
            "POST /allow", Backend::allow,
            "GET /returned", Backend::returned,
            "POST /disconnect", Backend::disconnect);

    /** Handles a form or a query of a signed-in user, and returns the URL to which the browser goes next. */
    private interface Action {
        String handle(Map<String, String> fields, Session session) throws ServiceError;
    }

    private static String connect(Map<String, String> fields, Session session) throws ServiceError {
        // docs:begin beginConnection
        var body = Map.of("subject", session.user.id(), "return_to", BASE_URL + "/connected");
        var redirect = Service.call("/connections", body, Service.Begun.class).redirect();
        session.begun.add(redirect.connectionId());
        return redirect.url();
        // docs:end
    }

    private static String connected(Map<String, String> fields, Session session) throws ServiceError {
        // The ID is removed before the call, so a connection is completed once, even if the page is loaded twice.
        if (!session.begun.remove(fields.get("connection_id"))) return "/settings";
        if (fields.containsKey("connection_error")) throw new ServiceError(fields.get("connection_error"));
        // docs:begin completeConnection
        var sealed = fields.getOrDefault("sealed_connection", "");
        var body = Map.of("sealed_connection", sealed, "subject", session.user.id());
        var connection = Service.call("/connections/complete", body, Service.Connection.class);
        // docs:end
        // Someone may have lured the user here with another account, so the user has to confirm it.
        session.pending = connection;
        return "/settings";
    }

    private static String confirm(Map<String, String> fields, Session session) throws ServiceError {
        var pending = session.pending;
        session.pending = null;
        if (pending == null) return "/settings";
        var isKept = "yes".equals(fields.get("answer"));
        if (isKept) session.user.saveConnection(pending);
        else Connections.revoke(pending);
        session.notice = isKept ? "Connected" : "Removed";
        return "/settings";
    }

    private static String allow(Map<String, String> fields, Session session) throws ServiceError {
        var id = fields.get("connection");
        return Connections.withTokens(session.user, id, connection -> {
            // docs:begin beginPermissionRequest
            var body = Map.of(
                    "data_center", connection.dataCenter(),
                    "access_token", connection.tokens().accessToken(),
                    "access_token_expires_at", connection.tokens().expiresAt(),
                    "subject", session.user.id(),
                    "choose_calendars", true,
                    "return_to", BASE_URL + "/returned?connection=" + id);
            return Service.call("/permission-requests", body, Service.Begun.class).redirect().url();
            // docs:end
        });
    }

    private static String returned(Map<String, String> fields, Session session) throws ServiceError {
        var permissionError = fields.getOrDefault("permission_error", "");
        if (!fields.containsKey("sealed_request")) throw new ServiceError(permissionError);
        // The URL proves nothing. The service reads what was granted.
        var outcome = Connections.withTokens(session.user, fields.get("connection"), connection -> {
            // docs:begin completePermissionRequest
            var body = new HashMap<>(Map.of(
                    "data_center", connection.dataCenter(),
                    "access_token", connection.tokens().accessToken(),
                    "subject", session.user.id(),
                    "sealed_request", fields.get("sealed_request")));
            if (!permissionError.isEmpty()) body.put("permission_error", permissionError);
            return Service.call("/permission-requests/complete", body, Service.Outcome.class);
            // docs:end
        });
        // "unconfirmed" never replaces a decision.
        session.user.outcomes().merge(
                outcome.requestId(), outcome, (old, next) -> next.status().equals("unconfirmed") ? old : next);
        return "/settings";
    }

    private static String disconnect(Map<String, String> fields, Session session) throws ServiceError {
        var connection = session.user.findConnection(fields.get("connection"));
        Connections.revoke(connection);
        session.user.connections().remove(connection.connectionId());
        session.notice = "Disconnected";
        return "/settings";
    }

    private static void showSettings(HttpExchange exchange, Session session) throws IOException {
        var permissions = new HashMap<String, Service.Permissions>();
        for (var id : List.copyOf(session.user.connections().keySet())) {
            try {
                permissions.put(id, Connections.withTokens(session.user, id, Connections::readPermissions));
            } catch (ServiceError error) {
                if (session.notice.isEmpty()) session.notice = Page.describe(error);
            }
        }
        Http.send(exchange, 200, Page.renderSettings(session, permissions));
        session.notice = "";
    }

    /** Only the session says who is signed in, never a URL. */
    private static void handle(HttpExchange exchange) throws IOException {
        var method = exchange.getRequestMethod();
        var route = method + " " + exchange.getRequestURI().getPath();
        var session = Sessions.findSession(exchange);
        if (route.equals("GET /sign-in")) {
            Sessions.signIn(exchange);
        } else if (session == null) {
            Http.send(exchange, 401, Page.renderSignIn());
        } else if (method.equals("HEAD") || Http.isPrefetch(exchange)) {
            // Coming back uses up what the URL carries, so a browser must not do it in advance.
            exchange.sendResponseHeaders(204, -1);
        } else {
            var fields = method.equals("POST") ? Http.form(exchange) : Http.query(exchange);
            // An Enterprise Connect account is given access at once, and the service cannot see the browser.
            if (method.equals("POST") && !session.hasToken(fields.get("csrf"))) {
                Http.send(exchange, 403, "This form is not from our page");
                return;
            }
            // One request of a user waits for another, so that a code is exchanged once, and a token refreshed once.
            synchronized (session.user) {
                if (route.equals("GET /settings")) showSettings(exchange, session);
                else if (ACTIONS.containsKey(route)) Http.redirect(exchange, run(ACTIONS.get(route), fields, session));
                else Http.send(exchange, 404, "There is no such page");
            }
        }
    }

    private static String run(Action action, Map<String, String> fields, Session session) {
        try {
            return action.handle(fields, session);
        } catch (ServiceError error) {
            session.notice = Page.describe(error);
            return "/settings";
        }
    }

    public static void main(String[] args) throws IOException {
        var server = HttpServer.create(new InetSocketAddress("127.0.0.1", Integer.parseInt(PORT)), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                handle(exchange);
            } catch (RuntimeException error) {
                error.printStackTrace(); // The JDK's server does not log it.
            }
        });
        server.setExecutor(Executors.newCachedThreadPool());
        server.start();
    }
}
