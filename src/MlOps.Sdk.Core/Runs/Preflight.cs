using Microsoft.Extensions.DependencyInjection;
using MlOps.Sdk.Artifacts;
using MlOps.Sdk.Data;
using MlOps.Sdk.Lineage;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Runs.Recipes;

namespace MlOps.Sdk.Runs;

/// <summary>Checks before a run that everything it needs is there; finds all that is missing at once.</summary>
internal sealed class Preflight(IServiceProvider provider, MlOpsOptions options, Pipeline pipeline)
{
    private const long LeastFreeBytes = 50_000_000;

    private readonly List<Problem> _problems = [];
    private readonly Dictionary<string, Type?> _types = new(StringComparer.Ordinal);

    /// <exception cref="PipelineException">Something is missing.</exception>
    public IReadOnlyList<PreparedStage> Check()
    {
        CheckRoot();
        foreach (Type store in (Type[])[typeof(IRunStore), typeof(IArtifactStore)])
        {
            if (provider.GetService(store) is null)
                _problems.Add(new Problem("services", $"no {store.Name} is registered. Write services.AddMlOps().AddLocal()."));
        }

        Dictionary<string, int> positions = new(StringComparer.Ordinal);
        List<PreparedStage> stages = new(pipeline.Plan.Stages.Count);
        foreach (StagePlan plan in pipeline.Plan.Stages)
        {
            if (Prepare(plan, positions) is { } prepared)
                stages.Add(prepared);
            if (!positions.TryAdd(plan.Name, positions.Count))
                _problems.Add(new Problem(plan.Name, "two stages have this name. Give each a name of its own."));
        }

        return _problems.Count == 0 ? stages : throw new PipelineException(pipeline.Name, _problems);
    }

    private PreparedStage? Prepare(StagePlan plan, Dictionary<string, int> positions)
    {
        int before = _problems.Count;
        StageRecipe recipe = StageRecipes.Of(plan);
        string platform = plan.Platform ?? options.Platform;
        _problems.AddRange(recipe.Check(plan, pipeline.Bindings));
        _problems.AddRange(PlatformSupport.ProblemsOf(plan, platform));
        (int[] inputs, bool[] barriers) = FindInputs(plan, recipe, positions);
        object? service = plan.Implementation is { } implementation
            ? Construct(plan, recipe, implementation)
            : Resolve(plan, recipe, platform);
        return service is null || _problems.Count > before
            ? null
            : new PreparedStage(plan, recipe, platform, service, string.Join("; ", recipe.CodeOf(service).Select(ImplementationIdentity.Of)), inputs, barriers);
    }

    private (int[] Inputs, bool[] Barriers) FindInputs(StagePlan plan, StageRecipe recipe, Dictionary<string, int> positions)
    {
        string[] unknown = [.. plan.Inputs.Where(input => !positions.ContainsKey(input))];
        if (unknown.Length > 0)
        {
            _problems.Add(new Problem($"{plan.Name}.inputs",
                $"no stage before it is named {string.Join(" or ", unknown.Select(name => $"'{name}'"))}; there "
                + (positions.Count == 0 ? "is none." : $"are {string.Join(", ", positions.Keys)}.")));
            return ([], []);
        }

        int[] inputs = [.. plan.Inputs.Select(input => positions[input])];
        Type[] made = [.. inputs.Select(input => StageRecipes.Of(pipeline.Plan.Stages[input]).Made)];
        bool[] barriers = [.. made.Select(type => type == typeof(Verification))];
        if (!recipe.CanRead([.. made.Where(type => type != typeof(Verification))]))
            _problems.Add(new Problem($"{plan.Name}.inputs",
                $"it reads {recipe.Reads}, but was given {(made.Length == 0 ? "nothing" : string.Join(", ", made.Select(type => type.Name)))}."));
        return (inputs, barriers);
    }

    private object? Resolve(StagePlan plan, StageRecipe recipe, string platform)
    {
        try
        {
            if (recipe.Resolve(provider, platform) is { } service)
                return service;
            string hint = platform == Platforms.Local ? "Write services.AddMlOps().AddLocal()." : "Register it, or set MlOps:Platform to one that is.";
            _problems.Add(new Problem($"{plan.Name}.platform",
                $"'{platform}' has no {recipe.Service.Name}; {DescribePlatforms(recipe)}. {hint}"));
        }
        catch (Exception exception) when (exception is InvalidOperationException or PlatformNotSupportedException or DllNotFoundException)
        {
            _problems.Add(new Problem($"{plan.Name}.platform", $"the {recipe.Service.Name} of '{platform}' can't be made: {exception.Message}"));
        }

        return null;
    }

    private string DescribePlatforms(StageRecipe recipe)
    {
        string[] known = [.. ((string[])[Platforms.Local, Platforms.GoogleCloud]).Where(platform => recipe.Resolve(provider, platform) is not null)];
        return known.Length == 0 ? "no platform that the packages bring is registered" : $"registered is {string.Join(", ", known)}";
    }

    private object? Construct(StagePlan plan, StageRecipe recipe, StageImplementation implementation)
    {
        string path = $"{plan.Name}.implementation";
        if (!_types.TryGetValue(implementation.Type, out Type? type))
            _types.Add(implementation.Type, type = Type.GetType(implementation.Type, LoadedAssemblies.Find, typeResolver: null));
        if (!recipe.TakesUserClass)
            _problems.Add(new Problem(path, $"a {recipe.Made.Name} is always made by the SDK. Leave the class away."));
        else if (type is null)
            _problems.Add(new Problem(path, $"there is no class '{implementation.Type}'. Reference the assembly that holds it."));
        else if (!recipe.UserClass.IsAssignableFrom(type))
            _problems.Add(new Problem(path, $"'{type.FullName}' doesn't implement {recipe.UserClass.Name}. Implement it, or name another class."));
        else
        {
            try
            {
                return ActivatorUtilities.CreateInstance(provider, type);
            }
            catch (Exception exception)
            {
                _problems.Add(new Problem(path,
                    $"'{type.FullName}' can't be made: {exception.Message} Give it a public constructor, and register what that takes."));
            }
        }

        return null;
    }

    private void CheckRoot()
    {
        string root = Path.GetFullPath(options.Root);
        try
        {
            RunFolders.Probe(root);
            // A network share on Windows has no drive to ask.
            if (!root.StartsWith(@"\\", StringComparison.Ordinal) && new DriveInfo(root).AvailableFreeSpace is < LeastFreeBytes and long free)
                _problems.Add(new Problem("MlOps:Root", FormattableString.Invariant(
                    $"only {free / 1_000_000} MB are free at '{root}', a run needs {LeastFreeBytes / 1_000_000}. Free some, or name another folder.")));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            _problems.Add(new Problem("MlOps:Root", $"'{root}' can't be written to: {exception.Message} Name another folder, or allow writing to it."));
        }
    }
}
