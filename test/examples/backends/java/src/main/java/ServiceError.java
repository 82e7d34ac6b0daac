/** An error of the service, by its code. */
final class ServiceError extends Exception {
    final String code;

    ServiceError(String code) {
        this.code = code;
    }
}
