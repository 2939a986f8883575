using MlOps.Sdk.Algebra;
using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;

namespace MlOps.Sdk.Building;

/// <summary>A pipeline in the making: what all builders of one chain write to until <c>Build()</c> freezes it.</summary>
internal sealed class PipelineDraft(string name, IReadOnlyList<string> platforms)
{
    private readonly List<StagePlan> _stages = [];
    private readonly List<Problem> _problems = [];
    private readonly Dictionary<string, object> _bindings = new(StringComparer.Ordinal);
    private readonly List<string> _barriers = [];
    private bool _built;

    public string Name => name;

    public void Report(string path, string message) => _problems.Add(new Problem(path, message));

    public int ProblemCount => _problems.Count;

    public void Bind(string path, string binding, object bound)
    {
        if (!_bindings.TryAdd(binding, bound) && !ReferenceEquals(_bindings[binding], bound))
            Report(path, $"the name '{binding}' stands for two sources. Give one another name, as in Source.Query(connect, sql, name: \"orders\").");
    }

    /// <summary>Adds a stage; what was verified before it becomes one of its inputs, so that it waits.</summary>
    public void Add(StagePlan stage)
    {
        ThrowIfBuilt();
        _stages.Add(stage with { Inputs = [.. stage.Inputs, .. _barriers.Where(barrier => !stage.Inputs.Contains(barrier))] });
        if (stage is VerifyPlan)
            _barriers.Add(stage.Name);
    }

    /// <summary>Adds the stages that bring a source's rows and describe them; a source that is there already with the same settings is used again.</summary>
    /// <param name="source">The source.</param>
    /// <param name="settings">The stage as far as the caller states it; without a name it is named after the source.</param>
    /// <param name="profile">Whether each column is described in a stage of its own.</param>
    public IngestPlan AddIngest<T>(Source<T> source, IngestPlan settings, bool profile)
    {
        bool isNamed = settings.Name.Length > 0;
        string wish = SourceName.Of(source.Plan) is { Length: > 0 } said ? $"-{said}" : "";
        IngestPlan ingest = settings with
        {
            Name = isNamed ? settings.Name : NameFor(null, $"ingest{wish}"),
            Source = source.Plan,
            Schema = SchemaOf<T>(isNamed ? settings.Name : $"ingest{wish}"),
        };
        if (source is { Binding: { } binding, Bound: { } bound })
            Bind(ingest.Name, binding, bound);
        if (!isNamed && _stages.OfType<IngestPlan>().FirstOrDefault(known => ingest with { Name = known.Name, Inputs = known.Inputs } == known) is { } same)
            return same;
        Add(ingest);
        if (profile)
            Add(new ProfilePlan { Name = NameFor(null, isNamed ? $"profile-{ingest.Name}" : $"profile{wish}"), Inputs = [ingest.Name], Platform = ingest.Platform });
        return ingest;
    }

    /// <summary>Describes a staged dataset by split and beside a label, once.</summary>
    public void AddProfile(string staged, ScalarNode? label, TaskKind task, string? on)
    {
        ProfilePlan profile = new() { Name = NameFor(null, $"profile-{staged}"), Inputs = [staged], Label = label, Task = task, Platform = on };
        if (!_stages.OfType<ProfilePlan>().Any(known => known.Inputs.Contains(staged) && known.Label == label && known.Task == task))
            Add(profile);
    }

    /// <summary>The columns of a row type; null for <see cref="Row"/>, whose columns only the run knows.</summary>
    public Schema? SchemaOf<T>(string stage)
    {
        if (typeof(T) == typeof(Row))
            return null;
        try
        {
            return RowType.SchemaOf(typeof(T));
        }
        catch (RowTypeException exception)
        {
            Report($"{stage}.{typeof(T).Name}", exception.Message);
            return null;
        }
    }

    /// <summary>How a staged dataset is divided; null if it isn't.</summary>
    public SplitPlan? SplitOf(string staged) => _stages.OfType<StagingPlan>().FirstOrDefault(stage => stage.Name == staged)?.Split;

    /// <summary>A name that is not taken: the wish itself, or with a number behind it.</summary>
    public string NameFor(string? explicitName, string wish)
    {
        ThrowIfBuilt();
        if (explicitName is not null)
            return explicitName;
        string candidate = wish;
        for (int number = 2; _stages.Exists(stage => stage.Name == candidate); number++)
            candidate = $"{wish}-{number}";
        return candidate;
    }

    public Pipeline Build()
    {
        ThrowIfBuilt();
        PipelinePlan plan = new(name, _stages.ToValueList());
        List<Problem> problems = [.. _problems, .. PlanValidator.Validate(plan), .. PlatformSupport.ProblemsOf(plan, platforms)];
        if (problems.Count > 0)
            throw new PipelineException(name, problems);
        _built = true;
        return new Pipeline(plan, _bindings);
    }

    public static StageImplementation Implementation(Type type, object? settings) =>
        new(StageImplementation.NameOf(type), settings is null ? null : System.Text.Json.JsonSerializer.Serialize(settings, settings.GetType(), PlanJson.Compact));

    private void ThrowIfBuilt()
    {
        if (_built)
            throw new InvalidOperationException($"The pipeline '{name}' has been built and can't change any more. Start another one with new PipelineBuilder(…).");
    }
}
