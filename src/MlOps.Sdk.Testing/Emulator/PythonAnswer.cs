namespace MlOps.Sdk.Testing.Emulator;

/// <summary>What a program of Python said.</summary>
internal sealed record PythonAnswer(int ExitCode, string Output, string Errors);
