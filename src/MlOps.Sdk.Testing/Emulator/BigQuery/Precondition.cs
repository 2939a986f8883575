using MlOps.Sdk.Testing.Emulator.Http;

namespace MlOps.Sdk.Testing.Emulator.BigQuery;

/// <summary>The header <c>If-Match</c>.</summary>
internal static class Precondition
{
    public static void Check(EmulatorRequest request, string etag)
    {
        string asked = request.Headers.IfMatch.ToString().Trim('"');
        if (asked.Length > 0 && asked != "*" && asked != etag)
            throw new EmulatorException(412, "conditionNotMet", "Precondition Failed");
    }
}
