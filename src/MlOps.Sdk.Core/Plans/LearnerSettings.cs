using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MlOps.Sdk.Plans;

/// <summary>The settings of a learner by their path in its JSON: <c>leaves</c>, or <c>settings.depth</c> of a program.</summary>
internal static class LearnerSettings
{
    private const string OfProgram = "settings";

    /// <summary>The paths that can be searched.</summary>
    public static IReadOnlyList<string> NamesOf(Learner learner) => learner switch
    {
        ProgramLearner program => [.. Leaves(OfProgram, SettingsOf(program))],
        OwnLearner or ChosenLearner => [],
        _ => [.. Properties(learner).Select(property => NameOf(property))],
    };

    /// <summary>The path of a property.</summary>
    public static string NameOf(MemberInfo property) => JsonNamingPolicy.CamelCase.ConvertName(property.Name);

    /// <summary>The type of a setting's values, without nullability; null if only the program knows it.</summary>
    public static Type? TypeOf(Learner learner, string path) => learner is ProgramLearner
        ? null
        : Properties(learner).FirstOrDefault(property => NameOf(property) == path)?.PropertyType is { } type ? Nullable.GetUnderlyingType(type) ?? type : null;

    /// <summary>A setting's value as JSON; null if the learner has no such setting, or leaves it to the algorithm.</summary>
    public static string? Read(Learner learner, string path)
    {
        (JsonObject node, string[] steps) = Open(learner, path);
        JsonNode? value = node;
        foreach (string step in steps)
            value = (value as JsonObject)?[step];
        return value?.ToJsonString(PlanJson.Compact);
    }

    /// <summary>The learner with some settings replaced by values in JSON.</summary>
    /// <exception cref="ArgumentException">It has no such setting, or the setting takes no such value.</exception>
    public static Learner With(Learner learner, IEnumerable<KeyValuePair<string, string>> values)
    {
        Learner changed = learner;
        foreach ((string path, string value) in values)
            changed = With(changed, path, value);
        return changed;
    }

    private static Learner With(Learner learner, string path, string value)
    {
        if (!NamesOf(learner).Contains(path))
            throw new ArgumentException($"The learner '{learner.Name}' has no setting '{path}'; there are {string.Join(", ", NamesOf(learner))}.");
        try
        {
            (JsonObject root, string[] steps) = Open(learner, path);
            JsonObject holder = steps[..^1].Aggregate(root, (node, step) => (JsonObject)node[step]!);
            holder[steps[^1]] = JsonNode.Parse(value);
            return learner is ProgramLearner program
                ? program with { Settings = root.ToJsonString(PlanJson.Compact) }
                : root.Deserialize<Learner>(PlanJson.Compact)!;
        }
        catch (JsonException exception)
        {
            throw new ArgumentException($"The setting '{path}' of the learner '{learner.Name}' takes no {value}.", exception);
        }
    }

    // A program's settings are JSON within JSON.
    private static (JsonObject Root, string[] Steps) Open(Learner learner, string path)
    {
        string[] steps = path.Split('.');
        return learner is ProgramLearner program
            ? (SettingsOf(program), steps[0] == OfProgram ? steps[1..] : steps)
            : (JsonSerializer.SerializeToNode(learner, PlanJson.Compact)!.AsObject(), steps);
    }

    private static JsonObject SettingsOf(ProgramLearner program)
    {
        try
        {
            return JsonNode.Parse(program.Settings ?? "{}") as JsonObject ?? [];
        }
        catch (JsonException)
        {
            // Of settings that are no object, none has a path.
            return [];
        }
    }

    private static IEnumerable<string> Leaves(string path, JsonNode? node) => node is JsonObject inner
        ? inner.SelectMany(property => Leaves(string.Create(CultureInfo.InvariantCulture, $"{path}.{property.Key}"), property.Value))
        : [path];

    // Those that a constructor sets; what is computed can't be searched.
    private static IEnumerable<PropertyInfo> Properties(Learner learner) =>
        learner.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite);
}
