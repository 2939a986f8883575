using System.Linq.Expressions;
using System.Reflection;
using MlOps.Sdk.Algebra;
using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Building;

/// <summary>Says what is learnt from which features, and what the model must reach.</summary>
/// <typeparam name="T">The row type.</typeparam>
public abstract class LearningBuilder<T>
{
    private protected LearningBuilder(LearningDraft draft) => Draft = draft;

    internal LearningDraft Draft { get; }
}

/// <summary>Says what is learnt from which features, and what the model must reach.</summary>
/// <typeparam name="T">The row type.</typeparam>
/// <typeparam name="TMetrics">The metrics of the task.</typeparam>
public sealed class LearningBuilder<T, TMetrics> : LearningBuilder<T>
{
    internal LearningBuilder(LearningDraft draft)
        : base(draft)
    {
    }

    /// <summary>The inputs of the model: numbers and Booleans as they are, others through <see cref="Feature"/>.</summary>
    /// <param name="features">The features, as <c>new { … }</c>; the names are the features' names.</param>
    public LearningBuilder<T, TMetrics> Features<TFeatures>(Expression<Func<T, TFeatures>> features)
    {
        Draft.Features = Draft.Reader("features").Features(features) ?? [];
        return this;
    }

    /// <summary>The inputs of the model, some of which read what the label is computed from, and are meant to.</summary>
    /// <remarks>
    /// A feature that reads a column of the label's, or one that a transform computes from the same column, would tell the model the answer, and is refused.
    /// But today's price may be a feature of a label that divides tomorrow's price by it: <c>.Features(f => new { f.Price }, sharing: f => f.Price)</c>.
    /// </remarks>
    /// <param name="features">The features, as <c>new { … }</c>; the names are the features' names.</param>
    /// <param name="sharing">The columns that features may read all the same: one, or several as <c>new { … }</c>. They must be known before the answer is.</param>
    public LearningBuilder<T, TMetrics> Features<TFeatures, TShared>(Expression<Func<T, TFeatures>> features, Expression<Func<T, TShared>> sharing)
    {
        Draft.Sharing = Draft.Reader("sharing").Key(sharing)?.SelectMany(column => column.Columns()).Select(column => column.Name).Distinct().ToValueList() ?? [];
        return Features(features);
    }

    /// <summary>The learners to try. Of several, the best on the validation split is taken, or the one that <see cref="SpotCheck"/> or <see cref="Tune"/> finds.</summary>
    public LearningBuilder<T, TMetrics> Try(params ReadOnlySpan<Learner> learners)
    {
        Draft.Learners = ValueList.Create(learners);
        return this;
    }

    /// <summary>Ranks the learners by cross-validation on a sample of the training split; only the best one is trained on all of it.</summary>
    /// <remarks>
    /// Rows that are split by time are held out later than those that are trained on. The ranking says which learners can't be told from the first, and
    /// which features look as if they knew the label or named the row. <see cref="Plans.ComputeSpec"/> bounds how many trainings run side by side.
    /// </remarks>
    /// <param name="folds">Into how many parts the sample is divided, 2 to 20.</param>
    /// <param name="rows">How many training rows are sampled at most.</param>
    public LearningBuilder<T, TMetrics> SpotCheck(int folds = 5, long rows = 20_000)
    {
        Draft.SpotCheck = plan => plan with { Folds = folds, Rows = rows };
        return this;
    }

    /// <summary>Searches the settings of the learners by trials, each cross-validated on the training split; the best settings are trained.</summary>
    /// <remarks>
    /// The first trial has the learner's own settings. What <see cref="SpotCheck"/> has chosen is the only learner that is searched; otherwise all are, together.
    /// </remarks>
    /// <param name="trials">How many settings are tried.</param>
    /// <param name="tune">Which settings are searched, and how; by default, those that matter most of each learner.</param>
    public LearningBuilder<T, TMetrics> Tune(int trials = 30, Func<TuningBuilder, TuningBuilder>? tune = null)
    {
        TuningBuilder builder = new(Draft);
        tune?.Invoke(builder);
        Draft.Tuning = plan => builder.Apply(plan with { Trials = trials });
        return this;
    }

    /// <summary>
    /// Corrects the probabilities of a binary classifier by a sigmoid that is fitted on the validation split (Platt's), so that of the rows with a probability
    /// of 0.7 seven of ten come true. The order of the rows stays, and with it the area under the ROC curve.
    /// </summary>
    public LearningBuilder<T, TMetrics> Calibrate()
    {
        Draft.Calibrated = true;
        return this;
    }

    /// <summary>The bounds that the model's metrics on the test split must keep; if one is not met, nothing is registered or deployed.</summary>
    /// <param name="gate">Comparisons of metrics with numbers, joined by <c>&amp;&amp;</c>.</param>
    public LearningBuilder<T, TMetrics> Require(Expression<Func<TMetrics, bool>> gate)
    {
        GateTranslator translator = new(Draft);
        Draft.Gates = [.. Draft.Gates, .. translator.Translate(gate)];
        return this;
    }

    /// <summary>The bounds that the metrics must keep in each slice of the test split; if one is not met, nothing is registered or deployed.</summary>
    /// <param name="slice">What slices: a column or expression, or several as <c>new { … }</c>, each by itself.</param>
    /// <param name="gate">Comparisons of metrics with numbers, joined by <c>&amp;&amp;</c>.</param>
    /// <param name="minimumRows">Slices of fewer test rows are not held to them.</param>
    public LearningBuilder<T, TMetrics> RequireEach<TSlice>(
        Expression<Func<T, TSlice>> slice, Expression<Func<TMetrics, bool>> gate, long minimumRows = 100)
    {
        GatePlan[] gates = [.. new GateTranslator(Draft).Translate(gate)];
        ValueList<NamedScalar> slices = Draft.Reader("require").Groups(slice) ?? [];
        Draft.SliceGates = [.. Draft.SliceGates, .. slices.SelectMany(by => gates.Select(bound => new SliceGatePlan(by, bound, minimumRows)))];
        return this;
    }

    /// <summary>How long 99 % of the predictions of a single row may take, in one thread of the machine that validates; a slower model is not registered.</summary>
    /// <param name="p99">The bound; one row as JSON is read and scored in that time.</param>
    public LearningBuilder<T, TMetrics> RequireLatency(TimeSpan p99)
    {
        Draft.Serving = (Draft.Serving ?? new()) with { P99 = p99 };
        return this;
    }

    /// <summary>How large all files of the model bundle together may be; a larger model is not registered.</summary>
    /// <param name="megabytes">The bound, in units of 1,000,000 bytes.</param>
    public LearningBuilder<T, TMetrics> RequireSize(double megabytes)
    {
        Draft.Serving = (Draft.Serving ?? new()) with { Megabytes = megabytes };
        return this;
    }

    /// <summary>
    /// Lets the model take the champion's place only if the same test rows show it to be better. One that isn't is no error: it's registered as challenger, and
    /// the champion stays, and stays deployed.
    /// </summary>
    /// <param name="by">The metric that decides.</param>
    /// <param name="alpha">The two-sided level, which a false promotion stays below: nominally it is half as likely (see <see cref="ChampionPlan.Alpha"/>).</param>
    /// <param name="margin">By how much it must be better, in units of the metric; a negative number is how much worse it may be.</param>
    public LearningBuilder<T, TMetrics> BeatChampion(Expression<Func<TMetrics, double>> by, double alpha = 0.05, double margin = 0)
    {
        if (new GateTranslator(Draft).Metric(by) is { } metric)
            Draft.Champion = model => new() { Model = model, Metric = metric, Alpha = alpha, Margin = margin };
        return this;
    }

    /// <summary>
    /// Lets the model take the champion's place only if the same test rows show it to be better, and in no slice to be worse. One that isn't is no error: it's
    /// registered as challenger, and the champion stays, and stays deployed.
    /// </summary>
    /// <param name="by">The metric that decides.</param>
    /// <param name="slices">What slices: a column or expression, or several as <c>new { … }</c>, each by itself. The level is corrected for the number of slices.</param>
    /// <param name="alpha">The two-sided level, which a false promotion stays below: nominally it is half as likely (see <see cref="ChampionPlan.Alpha"/>).</param>
    /// <param name="margin">By how much it must be better, in units of the metric; a negative number is how much worse it may be.</param>
    /// <param name="tolerance">How much worse a slice may be, in units of the metric.</param>
    /// <param name="minimumRows">Slices of fewer test rows are not compared.</param>
    public LearningBuilder<T, TMetrics> BeatChampion<TSlices>(
        Expression<Func<TMetrics, double>> by, Expression<Func<T, TSlices>> slices, double alpha = 0.05, double margin = 0, double tolerance = 0, long minimumRows = 100)
    {
        BeatChampion(by, alpha, margin);
        ValueList<NamedScalar> read = Draft.Reader("beatChampion").Groups(slices) ?? [];
        if (Draft.Champion is { } plain)
            Draft.Champion = model => plain(model) with { Slices = read, Tolerance = tolerance, MinimumRows = minimumRows };
        return this;
    }

    /// <summary>
    /// A model that may become the champion waits until a person approves it, with <see cref="Registry.IModelRegistry.ApproveAsync"/>; until then the champion
    /// stays live.
    /// </summary>
    public LearningBuilder<T, TMetrics> RequireApproval()
    {
        Draft.RequiresApproval = true;
        return this;
    }

    /// <summary>What people say of the model in its card, beside what the run finds out.</summary>
    /// <param name="intendedUse">What the model is for, and for whom.</param>
    /// <param name="limits">What it must not be used for, and where it is known to err.</param>
    public LearningBuilder<T, TMetrics> Card(string? intendedUse = null, string? limits = null)
    {
        Draft.Card = new CardPlan(intendedUse, limits);
        return this;
    }

    /// <summary>The source of all chance in training; equal seeds give equal models. 1 by default.</summary>
    public LearningBuilder<T, TMetrics> WithSeed(int seed)
    {
        Draft.Seed = seed;
        return this;
    }

    /// <summary>Trains through a class of your own.</summary>
    /// <param name="settings">Becomes <see cref="StageContext.Settings"/>, and part of the cache key.</param>
    public LearningBuilder<T, TMetrics> UseTrainer<TTrainer>(object? settings = null)
        where TTrainer : class, ITrainer
    {
        Draft.Trainer = PipelineDraft.Implementation(typeof(TTrainer), settings);
        Draft.TrainerWithoutTrials = TrainsTrials(typeof(TTrainer)) ? null : typeof(TTrainer).Name;
        if (Draft.Learners.Count == 0)
            Draft.Learners = [new OwnLearner(typeof(TTrainer).Name)];
        return this;
    }

    // Whether the class has the method of its own, or that of the interface, which only refuses.
    private static bool TrainsTrials(Type trainer)
    {
        InterfaceMapping map = trainer.GetInterfaceMap(typeof(ITrainer));
        int method = Array.FindIndex(map.InterfaceMethods, declared => declared.Name == nameof(ITrainer.OpenTrialsAsync));
        return map.TargetMethods[method].DeclaringType != typeof(ITrainer);
    }
}
