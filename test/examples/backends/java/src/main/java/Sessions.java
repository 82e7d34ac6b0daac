import com.google.gson.reflect.TypeToken;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;

/** Who is signed in. */
final class Sessions {
    record User(String dataCenter, String accessToken, String subject) {}

    record Session(String name, String csrf, User user, AtomicReference<String> notice) {}

    private static final Map<String, User> USERS =
            Service.GSON.fromJson(System.getenv("USERS"), new TypeToken<Map<String, User>>() {}.getType());
    private static final Map<String, Session> SESSIONS = new ConcurrentHashMap<>();
    private static final Pattern COOKIE = Pattern.compile("(?:^|; )session=([^;]+)");
    private static final SecureRandom RANDOM = new SecureRandom();

    /** Stands in for the application's own sign-in: it believes any name that it is given. */
    static void signIn(HttpExchange exchange) throws IOException {
        String name = Http.query(exchange).getOrDefault("user", "");
        User user = USERS.get(name);
        if (user == null) {
            Http.send(exchange, 404, "Nobody is called that");
            return;
        }
        String id = random();
        SESSIONS.put(id, new Session(name, random(), user, new AtomicReference<>("")));
        // On https also Secure.
        exchange.getResponseHeaders().set("Set-Cookie", "session=" + id + "; Path=/; HttpOnly; SameSite=Lax");
        Http.redirect(exchange, "/settings");
    }

    /** Whose session it is; null where nobody is signed in. */
    static Session find(HttpExchange exchange) {
        var cookies = COOKIE.matcher(String.join("; ", exchange.getRequestHeaders().getOrDefault("Cookie", List.of())));
        return cookies.find() ? SESSIONS.get(cookies.group(1)) : null;
    }

    private static String random() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private Sessions() {}
}
