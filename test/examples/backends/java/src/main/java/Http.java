import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.util.HashMap;
import java.util.Map;

/** What the JDK's server lacks. */
final class Http {
    private static final int MAX_FORM_BYTES = 10_000;

    static Map<String, String> query(HttpExchange exchange) {
        return fields(exchange.getRequestURI().getRawQuery());
    }

    static Map<String, String> form(HttpExchange exchange) throws IOException {
        return fields(new String(exchange.getRequestBody().readNBytes(MAX_FORM_BYTES), UTF_8));
    }

    private static Map<String, String> fields(String text) {
        Map<String, String> fields = new HashMap<>();
        for (String field : text == null ? new String[0] : text.split("&")) {
            String[] parts = field.split("=", 2);
            fields.put(decode(parts[0]), parts.length < 2 ? "" : decode(parts[1]));
        }
        return fields;
    }

    /** A field that is not escaped correctly becomes empty, which is no valid token or ID. */
    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, UTF_8);
        } catch (IllegalArgumentException malformed) {
            return "";
        }
    }

    static boolean isPrefetch(HttpExchange exchange) {
        var purpose = exchange.getRequestHeaders().getFirst("Sec-Purpose");
        if (purpose == null) purpose = exchange.getRequestHeaders().getFirst("Purpose");
        return purpose != null && purpose.contains("prefetch");
    }

    static void redirect(HttpExchange exchange, String location) throws IOException {
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.getResponseHeaders().set("Location", location);
        exchange.sendResponseHeaders(303, -1);
    }

    static void send(HttpExchange exchange, int status, String html) throws IOException {
        byte[] body = html.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    private Http() {}
}
