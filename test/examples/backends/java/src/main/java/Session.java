import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.HashSet;
import java.util.Set;

/** A session of a user, whose lock guards what changes here. */
final class Session {
    final User user;
    final String csrf;
    /** The IDs of connections that this session has begun. */
    final Set<String> begun = new HashSet<>();
    String notice = "";
    /** A connection that the user has not confirmed yet. */
    Service.Connection pending;

    Session(User user, String csrf) {
        this.user = user;
        this.csrf = csrf;
    }

    boolean hasToken(String sent) {
        return sent != null && MessageDigest.isEqual(sent.getBytes(UTF_8), csrf.getBytes(UTF_8));
    }
}
