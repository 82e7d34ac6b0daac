import java.util.Map;
import java.util.Objects;

/** Uses the connections of a user, and refreshes and revokes their tokens. */
final class Connections {
    interface Use<T> {
        T with(Service.Connection connection) throws ServiceError;
    }

    /** Calls with a connection, and once more with fresh tokens if Cronofy rejects its access token. */
    static <T> T withTokens(User user, String id, Use<T> use) throws ServiceError {
        var connection = user.findConnection(id);
        try {
            return use.with(connection);
        } catch (ServiceError error) {
            if (!error.code.equals("account_token_rejected")) throw error;
            return use.with(refresh(user, connection));
        }
    }

    private static Service.Connection refresh(User user, Service.Connection connection) throws ServiceError {
        var refreshToken = connection.tokens().refreshToken();
        if (refreshToken == null) throw new ServiceError("invalid_grant");
        // docs:begin refreshConnection
        var body = Map.of("data_center", connection.dataCenter(), "refresh_token", refreshToken);
        var tokens = Service.call("/connections/refresh", body, Service.Refreshed.class).tokens();
        // Cronofy may send no new refresh token.
        var next = Objects.requireNonNullElse(tokens.refreshToken(), refreshToken);
        var refreshed = connection.with(new Service.Tokens(tokens.accessToken(), next, tokens.expiresAt()));
        user.connections().put(connection.connectionId(), refreshed);
        // docs:end
        return refreshed;
    }

    static void revoke(Service.Connection connection) throws ServiceError {
        // docs:begin revokeConnection
        var tokens = connection.tokens();
        var token = Objects.requireNonNullElse(tokens.refreshToken(), tokens.accessToken());
        Service.call("/connections/revoke", Map.of("data_center", connection.dataCenter(), "token", token), Map.class);
        // docs:end
    }

    static Service.Permissions readPermissions(Service.Connection connection) throws ServiceError {
        // docs:begin readPermissions
        var accessToken = connection.tokens().accessToken();
        var body = Map.of("data_center", connection.dataCenter(), "access_token", accessToken);
        return Service.call("/permissions/read", body, Service.Permissions.class);
        // docs:end
    }

    private Connections() {}
}
