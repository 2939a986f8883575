using System.Globalization;
using System.Text.Json;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Reports.Markup;

namespace MlOps.Sdk.Reports.Sections;

/// <summary>A learner and its settings in words.</summary>
internal static class LearnerText
{
    /// <summary>Such as <c>trees 100, leaves 31</c>; empty if it has none.</summary>
    public static string SettingsOf(Learner learner) => string.Join(", ", LearnerSettings.NamesOf(learner)
        .Select(name => (name, value: LearnerSettings.Read(learner, name)))
        .Where(setting => setting.value is not null)
        .Select(setting => $"{Words(setting.name)} {Value(setting.value!)}"));

    /// <summary>A setting's value in JSON, in words: of a number four digits.</summary>
    public static string Value(string json) => double.TryParse(json, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
        ? NumberText.Value(number)
        : json.StartsWith('"') ? JsonSerializer.Deserialize<string>(json)! : json;

    /// <summary>A setting's path in words: <c>minimumExamplesPerLeaf</c> is <c>minimum examples per leaf</c>.</summary>
    public static string Words(string path) => string.Concat(path.Select((letter, index) =>
        index > 0 && char.IsAsciiLetterUpper(letter) && !char.IsAsciiLetterUpper(path[index - 1]) ? $" {char.ToLowerInvariant(letter)}" : letter.ToString()));
}
