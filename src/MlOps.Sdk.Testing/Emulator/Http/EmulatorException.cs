namespace MlOps.Sdk.Testing.Emulator.Http;

/// <summary>A refusal; each service writes it in its own envelope.</summary>
/// <param name="status">The HTTP status.</param>
/// <param name="reason">The reason of the older services, such as <c>notFound</c>, or the code of the newer ones, such as <c>NOT_FOUND</c>.</param>
/// <param name="message">What is wrong, in the service's words.</param>
internal sealed class EmulatorException(int status, string reason, string message) : Exception(message)
{
    public int Status => status;

    public string Reason => reason;

    public static EmulatorException Invalid(string message) => new(400, "invalid", message);

    public static EmulatorException NotFound(string message) => new(404, "notFound", message);
}
