using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.Runs.Recipes;

/// <summary>What the runner must know of a kind of stage.</summary>
internal abstract class StageRecipe
{
    /// <summary>The stage interface, contract or class that does the work.</summary>
    public abstract Type Service { get; }

    /// <summary>What the stage makes.</summary>
    public abstract Type Made { get; }

    /// <summary>What the stage must read, in words for messages.</summary>
    public abstract string Reads { get; }

    /// <summary>Whether a class of the user's own may do the work.</summary>
    public virtual bool TakesUserClass => false;

    /// <summary>The interface that such a class implements.</summary>
    public virtual Type UserClass => Service;

    /// <summary>The classes whose code does the work.</summary>
    public virtual IEnumerable<Type> CodeOf(object service) => [service.GetType()];

    /// <summary>Whether the stage can work on products of these types (barriers left out).</summary>
    public abstract bool CanRead(IReadOnlyList<Type> inputs);

    /// <summary>The object that does the work on a platform; null if nothing is registered.</summary>
    public abstract object? Resolve(IServiceProvider provider, string platform);

    /// <summary>What is wrong with the plan, given what the application handed in.</summary>
    public virtual IEnumerable<Problem> Check(StagePlan plan, IReadOnlyDictionary<string, object> bindings) => [];

    /// <summary>Why there is nothing to do for the stage; null if there is.</summary>
    public virtual string? FindReasonToSkip(IReadOnlyList<Product> inputs) => null;

    /// <summary>The version of what the stage reads from outside of the pipeline; the stage is cached only if that can be told.</summary>
    public virtual Task<OutsideVersion> ReadVersionAsync(object service, StagePlan plan, StageContext context, CancellationToken cancellationToken) =>
        Task.FromResult(OutsideVersion.None);

    /// <summary>Why a product that was made earlier isn't in effect any more; null if it is.</summary>
    public virtual Task<string?> FindObjectionAsync(object service, Product product, StageContext context, CancellationToken cancellationToken) =>
        Task.FromResult<string?>(null);

    /// <summary>The bytes that a warehouse would read for the work; null if there are none, or that can't be told.</summary>
    public virtual Task<long?> ForecastBytesAsync(
        object service, StagePlan plan, IReadOnlyList<Product> inputs, StageContext context, CancellationToken cancellationToken) => Task.FromResult<long?>(null);

    /// <summary>Does the work.</summary>
    public abstract Task<Product> ExecuteAsync(
        object service, StagePlan plan, IReadOnlyList<Product> inputs, StageContext context, CancellationToken cancellationToken);

    /// <summary>The settings that one compares runs by, as an object whose JSON leaves are the parameters; null if there are none.</summary>
    public virtual object? Parameters(StagePlan plan, Product product) => null;

    /// <summary>The metrics that the product brings.</summary>
    public virtual IReadOnlyList<Evaluation> Evaluations(Product product) => [];
}
