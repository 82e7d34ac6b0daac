import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * A user, with what an application would keep in its database. Locked during a request of the user.
 *
 * @param connections by their ID
 * @param outcomes by the ID of the request, oldest first
 */
record User(
        String id, String name, Map<String, Service.Connection> connections, Map<String, Service.Outcome> outcomes) {
    /** Stand in for the application's own users and sign-in. */
    static final Map<String, User> ALL = new TreeMap<>(Map.of(
            "ada", new User("ada", "Ada Lovelace"),
            "ben", new User("ben", "Ben Adams"),
            "di", new User("di", "Di Evans")));

    private User(String id, String name) {
        this(id, name, new LinkedHashMap<>(), new LinkedHashMap<>());
    }

    /** The connection that a form or a URL names, if it is the user's. */
    Service.Connection findConnection(String id) throws ServiceError {
        var connection = connections.get(id);
        if (connection == null) throw new ServiceError("invalid_grant");
        return connection;
    }

    /** Keeps a connection, in the place of an earlier one of the same account. */
    void saveConnection(Service.Connection saved) {
        connections.values().removeIf(old -> old.dataCenter().equals(saved.dataCenter())
                && Objects.equals(old.account().sub(), saved.account().sub()));
        connections.put(saved.connectionId(), saved);
    }
}
