using System.Text.Json.Nodes;

namespace MlOps.Sdk.Testing.Emulator.Http;

/// <summary>How errors are written: Cloud Storage and BigQuery have one form, Dataflow and Vertex AI another.</summary>
internal static class ErrorEnvelope
{
    /// <summary>The form of Cloud Storage and BigQuery.</summary>
    public static EmulatorResponse Reasons(EmulatorException error) => EmulatorResponse.Json(
        new JsonObject
        {
            ["error"] = new JsonObject
            {
                ["code"] = error.Status,
                ["message"] = error.Message,
                ["errors"] = new JsonArray(new JsonObject { ["domain"] = "global", ["reason"] = error.Reason, ["message"] = error.Message }),
            },
        },
        error.Status);

    /// <summary>The form of Dataflow and Vertex AI.</summary>
    public static EmulatorResponse Codes(EmulatorException error) => EmulatorResponse.Json(
        new JsonObject
        {
            ["error"] = new JsonObject { ["code"] = error.Status, ["message"] = error.Message, ["status"] = CodeOf(error) },
        },
        error.Status);

    private static string CodeOf(EmulatorException error) => error.Reason switch
    {
        "invalid" => "INVALID_ARGUMENT",
        "notFound" => "NOT_FOUND",
        { } code => code,
    };
}
