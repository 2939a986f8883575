using MlOps.Sdk.Models.Cards;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Registry;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.Models;

/// <summary>What people should know of a model before they use it, in two forms.</summary>
/// <param name="Markdown">For repositories and reviews.</param>
/// <param name="Html">A page of its own: it loads nothing and runs nothing.</param>
public sealed record ModelCard(string Markdown, string Html)
{
    /// <summary>The card of a bundle, as far as it knows itself.</summary>
    public static ModelCard Of(ModelManifest manifest)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        return Of(manifest, version: null, evidence: null, words: null);
    }

    /// <summary>The card of a registered version.</summary>
    /// <param name="manifest">What the bundle says.</param>
    /// <param name="version">The version as it stands; null for a bundle that isn't registered.</param>
    /// <param name="evidence">What it was validated on; null if that isn't known.</param>
    /// <param name="words">The words of people; null for none.</param>
    internal static ModelCard Of(ModelManifest manifest, RegisteredVersion? version, ValidatedModel? evidence, CardPlan? words)
    {
        string title = version is null ? $"{manifest.Lineage.Pipeline}: {manifest.Learner.Name}" : $"{version.Version.Model} {version.Version.Version}";
        CardSection[] sections =
        [
            CardContent.Model(manifest, version),
            .. words is null && version is null ? [] : (CardSection[])[CardContent.IntendedUse(words)],
            CardContent.Data(manifest, version),
            CardContent.Metrics(manifest, evidence),
            .. evidence is null ? [] : CardEvidence.Sections(evidence),
            CardContent.Instance(manifest),
            CardContent.Features(manifest),
            .. words is null && version is null ? [] : (CardSection[])[CardContent.Limits(words, evidence)],
        ];
        return new ModelCard(CardMarkdown.Write(title, sections), CardHtml.Write(title, sections));
    }
}
