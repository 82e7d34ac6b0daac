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

/** Calls the service. The records have what this backend uses of its responses. */
final class Service {
    record Begun(Redirect redirect) {}

    /** With a connection ID if a connection was begun. */
    record Redirect(String url, String connectionId) {}

    record Connection(String connectionId, String dataCenter, Account account, Tokens tokens) {
        Connection with(Tokens fresh) {
            return new Connection(connectionId, dataCenter, account, fresh);
        }
    }

    record Account(String sub, String profileName) {}

    record Tokens(String accessToken, String refreshToken, String expiresAt) {}

    record Refreshed(Tokens tokens) {}

    record Permissions(List<Calendar> calendars) {}

    record Calendar(String calendarName, boolean granted) {}

    record Outcome(String requestId, String status) {}

    private record Problem(String code, String instance) {}

    /** Names of fields are in camelCase in Java, and in snake_case in JSON. */
    private static final Gson GSON =
            new GsonBuilder().setFieldNamingPolicy(FieldNamingPolicy.LOWER_CASE_WITH_UNDERSCORES).create();

    private static final String URL = System.getenv().getOrDefault("SERVICE_URL", "http://localhost:8787");

    // By default, the client asks for an upgrade to HTTP/2 on http, which not every server accepts.
    private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    static <T> T call(String path, Map<String, ?> body, Class<T> type) throws ServiceError {
        HttpRequest request = HttpRequest.newBuilder(URI.create(URL + path))
                .header("Authorization", "Bearer " + System.getenv().getOrDefault("API_KEY", ""))
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(30))
                .POST(BodyPublishers.ofString(GSON.toJson(body)))
                .build();
        try {
            var response = CLIENT.send(request, BodyHandlers.ofString());
            if (response.statusCode() == 200) return GSON.fromJson(response.body(), type);
            var problem = GSON.fromJson(response.body(), Problem.class);
            if (problem == null || problem.code() == null) throw new IOException("status " + response.statusCode());
            // The worker's log has the instance.
            System.err.println("The service responded with " + problem.code() + " " + problem.instance());
            throw new ServiceError(problem.code());
        } catch (IOException | InterruptedException | JsonParseException error) {
            System.err.println("Cannot call the service: " + error);
            throw new ServiceError("unreachable");
        }
    }

    private Service() {}
}
