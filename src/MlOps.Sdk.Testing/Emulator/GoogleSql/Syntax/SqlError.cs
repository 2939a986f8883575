using MlOps.Sdk.Testing.Emulator.Http;

namespace MlOps.Sdk.Testing.Emulator.GoogleSql.Syntax;

/// <summary>Refusals in BigQuery's words.</summary>
internal static class SqlError
{
    public static EmulatorException At(Position position, string message) => new(400, "invalidQuery", $"{message} at {position}");

    public static EmulatorException Syntax(Position position, string message) => At(position, $"Syntax error: {message}");

    /// <summary>What BigQuery can and the emulator can't.</summary>
    public static EmulatorException NotSupported(Position position, string what) => At(position, $"The emulator's GoogleSQL doesn't support {what}");
}
