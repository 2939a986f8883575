using System.Globalization;
using MlOps.Sdk.Testing.Emulator.Http;

namespace MlOps.Sdk.Testing.Emulator.Storage;

/// <summary>The conditions of a request: <c>ifGenerationMatch</c> and its kin.</summary>
internal static class Preconditions
{
    /// <summary>Refuses what doesn't hold; a generation of 0 means that there is no object.</summary>
    /// <param name="request">The request.</param>
    /// <param name="found">What is there; null if nothing is.</param>
    /// <param name="start">How the parameters' names start: <c>if</c> or <c>ifSource</c>.</param>
    public static void Check(EmulatorRequest request, StoredObject? found, string start = "if")
    {
        long generation = found?.Generation ?? 0;
        if (Number(request, start + "GenerationMatch") is { } wanted && wanted != generation)
            throw Refusal(412);
        if (Number(request, start + "GenerationNotMatch") is { } unwanted && unwanted == generation)
            throw Refusal(request.Method == "GET" ? 304 : 412);
        CheckMetageneration(request, found?.Metageneration ?? 0, start);
    }

    public static void CheckMetageneration(EmulatorRequest request, long metageneration, string start = "if")
    {
        if (Number(request, start + "MetagenerationMatch") is { } wanted && wanted != metageneration)
            throw Refusal(412);
        if (Number(request, start + "MetagenerationNotMatch") is { } unwanted && unwanted == metageneration)
            throw Refusal(request.Method == "GET" ? 304 : 412);
    }

    /// <summary>A parameter that is a number; null if it is absent.</summary>
    public static long? Number(EmulatorRequest request, string name) => request.Parameter(name) switch
    {
        null => null,
        { } text when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) => number,
        { } text => throw EmulatorException.Invalid($"Invalid long value: '{text}' ({name})."),
    };

    public static EmulatorException Refusal(int status) =>
        new(status, "conditionNotMet", "At least one of the pre-conditions you specified did not hold.");
}
