using MlOps.Sdk.Testing.Emulator.Http;

namespace MlOps.Sdk.Testing.Emulator.Vertex;

/// <summary>The refusals of Vertex AI.</summary>
internal static class VertexError
{
    public static EmulatorException Invalid(string message) => new(400, "INVALID_ARGUMENT", message);

    public static EmulatorException Field(string field, string message) => Invalid($"List of found errors:\t1.Field: {field}; Message: {message}\t");

    public static EmulatorException NotFound(string message) => new(404, "NOT_FOUND", message);

    public static EmulatorException Precondition(string message) => new(400, "FAILED_PRECONDITION", message);

    public static EmulatorException Exists(string message) => new(409, "ALREADY_EXISTS", message);

    public static EmulatorException Aborted(string message) => new(409, "ABORTED", message);

    public static EmulatorException Unimplemented(string message) => new(501, "UNIMPLEMENTED", message);

    /// <summary>The number of <c>google.rpc.Code</c>, as operations and jobs hold it.</summary>
    public static int CodeOf(EmulatorException error) => error.Reason switch
    {
        "CANCELLED" => 1,
        "INVALID_ARGUMENT" or "invalid" => 3,
        "DEADLINE_EXCEEDED" => 4,
        "NOT_FOUND" or "notFound" => 5,
        "ALREADY_EXISTS" => 6,
        "FAILED_PRECONDITION" => 9,
        "ABORTED" => 10,
        "UNIMPLEMENTED" => 12,
        "UNAVAILABLE" => 14,
        _ => 13,
    };
}
