using System.Globalization;
using System.Text.Json.Serialization;
using MlOps.Sdk.Data;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Registry;

/// <summary>The version that a model became, and the one that is to be live.</summary>
/// <param name="Version">The model's own version.</param>
/// <param name="Live">The champion: this version, or the one that it didn't replace; null if there is none, because nobody has approved one yet.</param>
/// <param name="State">What was decided about the version.</param>
/// <param name="Reason">Why the version is live or not, in words and with figures.</param>
public sealed record Registration(ModelVersion Version, ModelVersion? Live, VersionState State, string Reason) : Product
{
    /// <summary>Whether the version is the one that is to be live.</summary>
    [JsonIgnore]
    public bool IsLive => Live?.Version == Version.Version;

    /// <inheritdoc />
    [JsonIgnore]
    public override ValueList<DataFile> Files => Live is null || IsLive ? [Version.Bundle] : [Version.Bundle, Live.Bundle];

    /// <inheritdoc />
    /// <remarks>Of the live version alone: what is deployed already isn't deployed again because a challenger has lost.</remarks>
    public override string ComputeFingerprint() => Live?.ComputeFingerprint() ?? base.ComputeFingerprint();

    /// <summary>Such as <c>flights version 4, the champion</c>, or <c>flights version 4, challenger; version 3 stays live</c>.</summary>
    [JsonIgnore]
    internal string Outcome => IsLive
        ? string.Create(CultureInfo.InvariantCulture, $"{Version.Model} version {Version.Version}, the champion")
        : string.Create(CultureInfo.InvariantCulture, $"{Version.Model} version {Version.Version}, {Standing}; {(Live is null ? "nothing is live" : $"version {Live.Version} stays live")}");

    /// <summary>The outcome, and why: <c>flights version 4, challenger; version 3 stays live: …</c></summary>
    public override string ToString() => IsLive ? Outcome : $"{Outcome}: {Reason}";

    private string Standing => State == VersionState.Registered ? "challenger" : State.ToString().ToLowerInvariant();
}
