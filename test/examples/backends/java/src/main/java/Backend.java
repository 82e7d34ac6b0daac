import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/**
 * A backend on the JDK's own server that asks its users for full access to their calendars, through the service.
 *
 * <p>PORT, SERVICE_URL and API_KEY say where it listens and what it calls. USERS stands in for the application's database:
 * {"ada": {"data_center": "de", "access_token": "…", "subject": "user-1"}}. Sessions and outcomes would be kept there too.
 */
final class Backend {
    private static final String PORT = System.getenv("PORT");
    private static final List<Service.Outcome> OUTCOMES = new CopyOnWriteArrayList<>();
    private static final Map<String, String> WORDS = Map.of(
            "granted", "Granted: full access to all calendars asked for",
            "partial", "Partly granted: full access to some of the calendars asked for",
            "rejected", "Rejected: nothing was granted",
            "unconfirmed", "Unconfirmed: nothing shows that access was granted",
            "account_mismatch", "Refused: somebody else began this request. Ask again as yourself",
            "expired_sealed_request", "Expired: ask again. What was granted stays",
            // Here an application refreshes the token with the provider, keeps the new one, and calls once more.
            "account_token_rejected", "Disconnected: connect your calendars again");

    private static void allow(HttpExchange exchange, Sessions.Session session) throws IOException, Service.Refusal {
        // Before the call: an account of Enterprise Connect is given access at once, and the service cannot see the browser.
        String csrf = Http.form(exchange).getOrDefault("csrf", "");
        if (!MessageDigest.isEqual(csrf.getBytes(UTF_8), session.csrf().getBytes(UTF_8))) {
            Http.send(exchange, 403, "This form is not from our page");
            return;
        }
        // docs:begin beginPermissionRequest
        Map<String, Object> body = Map.of(
                "data_center", session.user().dataCenter(),
                "access_token", session.user().accessToken(),
                "subject", session.user().subject(),
                "all_calendars", true,
                "return_to", "http://127.0.0.1:" + PORT + "/settings");
        var begun = Service.call("/permission-requests", body, Service.Begun.class);
        if (begun.status().equals("redirect")) {
            Http.redirect(exchange, begun.redirect().url());
            return;
        }
        // docs:end
        record(exchange, begun.outcome());
    }

    /** The user came back, or somebody typed the address: it proves nothing, so the service looks at what was granted. */
    private static void comeBack(HttpExchange exchange, Sessions.Session session) throws IOException, Service.Refusal {
        // docs:begin completePermissionRequest
        var query = Http.query(exchange);
        var body = new HashMap<>(Map.of(
                "sealed_request", query.get("sealed_request"),
                "data_center", session.user().dataCenter(),
                "access_token", session.user().accessToken(),
                "subject", session.user().subject()));
        if (query.containsKey("permission_error")) body.put("permission_error", query.get("permission_error"));
        var outcome = Service.call("/permission-requests/complete", body, Service.Outcome.class);
        // docs:end
        record(exchange, outcome);
    }

    /** Keeps an outcome by its request, so that a page that is loaded twice counts once. */
    private static synchronized void record(HttpExchange exchange, Service.Outcome outcome) throws IOException {
        OUTCOMES.removeIf(old -> old.requestId().equals(outcome.requestId()));
        OUTCOMES.add(0, outcome);
        Http.redirect(exchange, "/settings");
    }

    private static void settings(HttpExchange exchange, Sessions.Session session) throws IOException {
        String notice = session.notice().getAndSet("");
        List<Service.Calendar> calendars = List.of();
        try {
            // docs:begin readPermissions
            Map<String, Object> body = Map.of(
                    "data_center", session.user().dataCenter(),
                    "access_token", session.user().accessToken());
            calendars = Service.call("/permissions/read", body, Service.Permissions.class).calendars();
            // docs:end
        } catch (Service.Refusal refusal) {
            if (notice.isEmpty()) notice = describe(refusal);
        }
        var subject = session.user().subject();
        var own = OUTCOMES.stream().filter(outcome -> outcome.subject().equals(subject));
        Http.send(exchange, 200, """
                <!doctype html>
                <html lang="en">
                <title>Settings</title>
                <h1>Settings of %s</h1>
                <p role="status">%s</p>
                <ul>%s</ul>
                <form method="post" action="/allow">
                <input type="hidden" name="csrf" value="%s">
                <button type="submit">Allow full access</button>
                </form>
                <h2>What came of it</h2>
                <ol>%s</ol>
                """.formatted(
                        Http.escape(session.name()),
                        notice,
                        calendars.stream().map(Backend::item).collect(joining()),
                        session.csrf(),
                        own.map(outcome -> "<li>" + WORDS.get(outcome.status()) + "</li>").collect(joining())));
    }

    private static String item(Service.Calendar calendar) {
        // The owner can type any name, and Cronofy can leave it out.
        var name = calendar.calendarName() == null ? "" : calendar.calendarName();
        var access = calendar.granted() ? "full access" : "limited access";
        return "<li>" + Http.escape(name) + ": " + access + "</li>";
    }

    private static String describe(Service.Refusal refusal) {
        System.err.println("The service answered " + refusal.getMessage());
        return WORDS.getOrDefault(refusal.code, "That did not work: try again");
    }

    /** Who is signed in, only our own session says, and never an address. */
    private static void handle(HttpExchange exchange) throws IOException {
        var route = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
        var session = Sessions.find(exchange);
        try {
            if (route.equals("GET /sign-in")) Sessions.signIn(exchange);
            else if (session == null) Http.send(exchange, 401, "Signed out: <a href=\"/sign-in?user=ada\">sign in as ada</a>");
            else if (route.equals("POST /allow")) allow(exchange, session);
            else if (!route.equals("GET /settings")) Http.send(exchange, 404, "There is no such page");
            else if (Http.query(exchange).containsKey("sealed_request")) comeBack(exchange, session);
            else settings(exchange, session);
        } catch (Service.Refusal refusal) {
            session.notice().set(describe(refusal));
            Http.redirect(exchange, "/settings");
        } finally {
            exchange.close();
        }
    }

    public static void main(String[] args) throws IOException {
        var server = HttpServer.create(new InetSocketAddress("127.0.0.1", Integer.parseInt(PORT)), 0);
        server.createContext("/", Backend::handle);
        server.setExecutor(Executors.newCachedThreadPool());
        server.start();
    }
}
