import com.google.gson.FieldNamingPolicy;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The service, and of its answers what is used here. */
final class Service {
    /** With the status {@code redirect} there is a redirect; with {@code done} there is an outcome. */
    record Begun(String status, Redirect redirect, Outcome outcome) {}

    record Redirect(String url) {}

    record Outcome(String status, String requestId, String subject) {}

    record Calendar(String calendarName, boolean granted) {}

    record Permissions(List<Calendar> calendars) {}

    record Problem(String code, String instance) {}

    /** The service did not do what it was asked. */
    static final class Refusal extends Exception {
        final String code;

        Refusal(String code, String message) {
            super(message);
            this.code = code;
        }
    }

    /** Java's names are like this, and JSON's like_this. */
    static final Gson GSON =
            new GsonBuilder().setFieldNamingPolicy(FieldNamingPolicy.LOWER_CASE_WITH_UNDERSCORES).create();

    // Without a version it asks for an upgrade to HTTP/2 where there is no TLS, and not every runtime's server takes that.
    private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    static <T> T call(String path, Map<String, ?> body, Class<T> type) throws Refusal {
        HttpRequest request = HttpRequest.newBuilder(URI.create(System.getenv("SERVICE_URL") + path))
                .header("Authorization", "Bearer " + System.getenv("API_KEY"))
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(30))
                .POST(BodyPublishers.ofString(GSON.toJson(body)))
                .build();
        try {
            var answer = CLIENT.send(request, BodyHandlers.ofString());
            if (answer.statusCode() == 200) return GSON.fromJson(answer.body(), type);
            var problem = GSON.fromJson(answer.body(), Problem.class);
            if (problem == null || problem.code() == null) throw new IOException("it is " + answer.statusCode());
            // The worker's log has more under the instance.
            throw new Refusal(problem.code(), problem.code() + " " + problem.instance());
        } catch (IOException | InterruptedException | JsonParseException error) {
            throw new Refusal("unreachable", error.toString());
        }
    }

    private Service() {}
}
