using System.Globalization;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.Registry;

/// <summary>What becomes of a version when it is registered, given how the registry stands at that moment.</summary>
/// <param name="State">What is decided about the version.</param>
/// <param name="Reason">Why, in words.</param>
/// <param name="IsCrowned">Whether it is the champion from now on.</param>
/// <param name="IsChallenger">Whether it becomes the challenger.</param>
internal sealed record Ruling(VersionState State, string Reason, bool IsCrowned = false, bool IsChallenger = false)
{
    public static Ruling On(RegistrationRequest request, RegisteredVersion version, int? champion)
    {
        PromotionDecision decision = request.Validated.Decision;
        if (champion == version.Version.Version)
            return new Ruling(version.State, "it is the champion", IsCrowned: true);
        // Persons have the last word: a run that trains the same model again doesn't bring it back.
        if (version.State is VersionState.Rejected or VersionState.Withdrawn)
            return new Ruling(version.State, version.State == VersionState.Rejected ? "a person has rejected it" : "a person has put another version in its place");
        if (!decision.IsPromoted)
            return Challenge(decision.Reason);
        if (FindStaleness(decision, request.Model, champion) is { } stale)
            return Challenge(stale);
        return request.RequiresApproval
            ? new Ruling(VersionState.Waiting, $"it waits for approval ({decision.Reason})", IsChallenger: true)
            : new Ruling(VersionState.Registered, decision.Reason, IsCrowned: true);
    }

    private static Ruling Challenge(string reason) => new(VersionState.Registered, reason, IsChallenger: true);

    // Between the comparison and now another run, or a person, may have moved the alias.
    private static string? FindStaleness(PromotionDecision decision, string model, int? champion)
    {
        if (decision.Model is null || decision.Champion?.Version == champion)
            return null;
        string now = champion is { } number ? string.Create(CultureInfo.InvariantCulture, $"{model} {number} is the champion by now") : "there is no champion any more";
        return decision.Champion is { } compared
            ? string.Create(CultureInfo.InvariantCulture, $"it was compared with {model} {compared.Version}, and {now}: run again")
            : $"it was compared with none, and {now}: run again";
    }
}
