using System.Globalization;
using System.Text.Json;
using MlOps.Sdk.Clients;
using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Training;

/// <summary>The spaces of a search as a study of Vertex AI, and what the study's parameters mean.</summary>
/// <remarks>
/// Several learners are searched in one study: a parameter says which, and the settings of each exist only beside its name. Names of parameters are unique in a
/// study, so that a setting bears its learner's name there. A learner without settings to search is left out.
/// </remarks>
internal sealed class TuningStudy
{
    private const string LearnerParameter = "learner";

    private readonly TuningPlan _plan;
    private readonly IReadOnlyDictionary<string, SearchSpace> _spaces;

    public TuningStudy(TuningPlan plan)
    {
        _plan = plan;
        SearchSpace[] spaces = [.. plan.Spaces.Where(space => space.Parameters.Count > 0)];
        _spaces = spaces.Index().ToDictionary(
            item => spaces.Count(other => other.Learner.Name == item.Item.Learner.Name) == 1
                ? item.Item.Learner.Name
                : string.Create(CultureInfo.InvariantCulture, $"{item.Item.Learner.Name}-{item.Index + 1}"),
            item => item.Item,
            StringComparer.Ordinal);
    }

    /// <summary>Whether there is anything to search.</summary>
    public bool IsEmpty => _spaces.Count == 0;

    /// <summary>The study as Vertex AI takes it.</summary>
    /// <param name="metric">What is to be as great as possible.</param>
    public StudySpec Describe(string metric) => new()
    {
        Metrics = [new StudyMetric(metric, "MAXIMIZE")],
        Parameters = _spaces.Count == 1 ? [.. Settings("", _spaces.Values.Single())] : [ChoiceOfLearner()],
        Algorithm = _plan.Method == SearchMethod.Random ? "RANDOM_SEARCH" : null,
    };

    /// <summary>What settings are compared by.</summary>
    public static string MetricOf(TuningPlan plan) => new Evaluation(SplitName.Validation, plan.Task, 0, []).Primary;

    /// <summary>A search that only tries these learners as they are: each on all rows.</summary>
    public static TuningPlan Only(TuningPlan plan, IEnumerable<Learner> learners)
    {
        ValueList<SearchSpace> spaces = learners.Select(learner => new SearchSpace(learner, [])).ToValueList();
        return plan with { Spaces = spaces, Trials = spaces.Count, Halvings = 0, WarmStart = false };
    }

    /// <summary>The learner that a choice of parameters means.</summary>
    /// <param name="values">The values by the parameters' names, as the service hands them to a container.</param>
    /// <exception cref="StageException">The parameters aren't those of the study.</exception>
    public Learner Read(IReadOnlyDictionary<string, string> values)
    {
        (string prefix, SearchSpace space) = SpaceOf(values);
        Dictionary<string, string> settings = new(StringComparer.Ordinal);
        foreach (SearchParameter parameter in space.Parameters)
            settings[parameter.Name] = Json(parameter, values.GetValueOrDefault(prefix + parameter.Name) ?? throw Strange(values));
        return space.With(settings);
    }

    private (string Prefix, SearchSpace Space) SpaceOf(IReadOnlyDictionary<string, string> values)
    {
        if (_spaces.Count == 1)
            return ("", _spaces.Values.Single());
        return values.TryGetValue(LearnerParameter, out string? name) && _spaces.TryGetValue(name, out SearchSpace? space) ? ($"{name}.", space) : throw Strange(values);
    }

    private StudyParameter ChoiceOfLearner() => new()
    {
        ParameterId = LearnerParameter,
        CategoricalValueSpec = new CategoricalValues([.. _spaces.Keys]),
        ConditionalParameterSpecs =
        [
            .. _spaces.SelectMany(space => Settings($"{space.Key}.", space.Value).Select(setting =>
                new ConditionalStudyParameter(setting, new CategoricalValues([space.Key])))),
        ],
    };

    private static IEnumerable<StudyParameter> Settings(string prefix, SearchSpace space) => space.Parameters.Select(parameter => parameter switch
    {
        RealParameter real => new StudyParameter
        {
            ParameterId = prefix + real.Name,
            DoubleValueSpec = new DoubleRange(real.Least, real.Greatest),
            ScaleType = ScaleOf(real.Logarithmic),
        },
        IntegerParameter integer => new StudyParameter
        {
            ParameterId = prefix + integer.Name,
            IntegerValueSpec = new IntegerRange(integer.Least, integer.Greatest),
            ScaleType = ScaleOf(integer.Logarithmic),
        },
        ChoiceParameter choice => new StudyParameter { ParameterId = prefix + choice.Name, CategoricalValueSpec = new CategoricalValues([.. choice.Values.Select(value => CategoryOf(choice, value))]) },
        _ => throw new StageException($"{prefix}{parameter.Name}: a {parameter.GetType().Name} has no form in Vertex AI. Use a number, a whole number or a choice."),
    });

    private static string ScaleOf(bool logarithmic) => logarithmic ? "UNIT_LOG_SCALE" : "UNIT_LINEAR_SCALE";

    // The service hands numbers over as it likes: 31, 31.0, 3.1e1.
    private string Json(SearchParameter parameter, string value)
    {
        if (parameter is ChoiceParameter choice)
            return choice.Values.FirstOrDefault(one => CategoryOf(choice, one) == value) ?? throw Strange(parameter.Name, value);
        if (!double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) || !double.IsFinite(number))
            throw Strange(parameter.Name, value);
        return parameter is not IntegerParameter ? JsonSerializer.Serialize(number)
            : double.IsInteger(number) ? ((long)number).ToString(CultureInfo.InvariantCulture)
            : throw Strange(parameter.Name, value);
    }

    /// <summary>A text stands for itself, unless another value would look the same.</summary>
    private static string CategoryOf(ChoiceParameter choice, string json)
    {
        string plain = Plain(json);
        return plain.Length > 0 && choice.Values.Count(value => Plain(value) == plain) == 1 ? plain : json;
    }

    private static string Plain(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return document.RootElement.ValueKind == JsonValueKind.String ? document.RootElement.GetString()! : json;
    }

    private StageException Strange(IReadOnlyDictionary<string, string> values) => new(
        $"{_plan.Name}: the trial's parameters aren't those of the study: {string.Join(" ", values.Select(value => $"{value.Key}={value.Value}"))}. "
        + "Give the worker the version of the package that started the job.");

    private StageException Strange(string name, string value) => new(
        $"{_plan.Name}.{name}: '{value}' is none of the setting's values. Give the worker the version of the package that started the job.");
}
