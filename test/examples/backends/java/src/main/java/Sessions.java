import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Who is signed in. A session is kept in memory, and its random ID in a cookie. */
final class Sessions {
    private static final Map<String, Session> SESSIONS = new ConcurrentHashMap<>();
    private static final String COOKIE = "acme-" + Backend.PORT; // All ports of a host share cookies.
    private static final Pattern COOKIE_PATTERN = Pattern.compile("(?:^|; )" + COOKIE + "=([^;]+)");
    private static final SecureRandom RANDOM = new SecureRandom();

    static void signIn(HttpExchange exchange) throws IOException {
        var user = User.ALL.get(Http.query(exchange).getOrDefault("user", ""));
        if (user == null) {
            Http.send(exchange, 404, "There is no such user");
            return;
        }
        var id = random();
        SESSIONS.put(id, new Session(user, random()));
        // On https, add Secure.
        exchange.getResponseHeaders().set("Set-Cookie", COOKIE + "=" + id + "; Path=/; HttpOnly; SameSite=Lax");
        Http.redirect(exchange, "/settings");
    }

    /** Returns null if nobody is signed in. */
    static Session findSession(HttpExchange exchange) {
        var cookies = String.join("; ", exchange.getRequestHeaders().getOrDefault("Cookie", List.of()));
        var found = COOKIE_PATTERN.matcher(cookies);
        return found.find() ? SESSIONS.get(found.group(1)) : null;
    }

    private static String random() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private Sessions() {}
}
