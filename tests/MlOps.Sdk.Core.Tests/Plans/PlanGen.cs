using CsCheck;
using MlOps.Sdk.Algebra;
using MlOps.Sdk.Data;
using MlOps.Sdk.Models;
using MlOps.Sdk.Plans;

namespace MlOps.Sdk.Core.Tests.Plans;

/// <summary>Random plans: every kind of node and stage, with hostile text and numbers.</summary>
internal static class PlanGen
{
    private static readonly Gen<string> Text = Gen.OneOf(
        Gen.String,
        Gen.OneOf("", " ", "\t\"quoted\"\n", "naïve", "İstanbul", "𝒳 astral 🦅", "</script>", "\u2028", "null", "a'b\\c"));

    private static readonly Gen<double> Number = Gen.OneOf(
        Gen.Double,
        Gen.OneOf(double.NaN, double.PositiveInfinity, double.NegativeInfinity, -0d, double.Epsilon, double.MaxValue, 0.1));

    private static readonly Gen<DataType> Type = Gen.Enum<DataType>();

    private static readonly Gen<ConstantNode> Constant = Gen.OneOf(
        Text.Select(ConstantNode.Of),
        Number.Select(number => ConstantNode.Of(number)),
        Gen.Long.Select(number => ConstantNode.Of(number)),
        Gen.Bool.Select(boolean => ConstantNode.Of(boolean)),
        Gen.DateOnly.Select(date => ConstantNode.Of(date)),
        Gen.DateTime.Select(instant => ConstantNode.Of(instant)),
        Type.Select(ConstantNode.Null));

    private static readonly Gen<ScalarNode> Scalar = Gen.Recursive<ScalarNode>((depth, self) => depth > 4
        ? Constant.Select(node => (ScalarNode)node)
        : Gen.OneOf(
            Constant.Select(node => (ScalarNode)node),
            Gen.Select(Text, Type, Gen.Bool, (name, type, nullable) => (ScalarNode)new ColumnNode(name, type, nullable)),
            Gen.Select(Text, self.Array[0, 3], Type, Gen.Bool, (name, arguments, type, nullable) =>
                (ScalarNode)new CallNode(name, arguments.ToValueList(), type, nullable)),
            Gen.Select(self, self, self, (test, then, otherwise) => (ScalarNode)new ConditionalNode(test, then, otherwise)),
            Gen.Select(self, Type, (operand, type) => (ScalarNode)new CastNode(operand, type))));

    private static readonly Gen<ValueList<NamedScalar>> Columns =
        Gen.Select(Text, Scalar, (name, value) => new NamedScalar(name, value)).Array[0, 3].Select(columns => columns.ToValueList());

    private static readonly Gen<NamedAggregate> Aggregate = Gen.Select(Text, Gen.Enum<AggregateKind>(), Scalar.Null(), Number, (name, kind, argument, parameter) =>
        new NamedAggregate(name, kind, argument, parameter));

    private static readonly Gen<RelationNode> Relation = Gen.Recursive<RelationNode>((depth, self) => depth > 3
        ? Gen.Int[0, 3].Select(index => (RelationNode)new InputNode(index))
        : Gen.OneOf(
            Gen.Int[0, 3].Select(index => (RelationNode)new InputNode(index)),
            Gen.Select(self, Scalar, (source, predicate) => (RelationNode)new FilterNode(source, predicate)),
            Gen.Select(self, Columns, (source, columns) => (RelationNode)new ProjectNode(source, columns)),
            Gen.Select(self, Columns, Aggregate.Array[0, 3], (source, keys, aggregates) =>
                (RelationNode)new AggregateNode(source, keys, aggregates.ToValueList())),
            Gen.Select(self, Scalar, Text, (source, text, column) => (RelationNode)new WordsNode(source, text, column)),
            Gen.Select(self, Scalar, Gen.Bool, Gen.Long.Nullable(), (source, key, descending, limit) =>
                (RelationNode)new SortLimitNode(source, [new SortKey(key, descending)], limit)),
            Gen.Select(self, self, Gen.Enum<JoinKind>(), Gen.Select(Text, Text, (left, right) => new JoinKey(left, right)).Array[0, 3], (left, right, kind, keys) =>
                (RelationNode)new JoinNode(left, right, kind, keys.ToValueList())),
            Gen.Select(self, self, (first, second) => (RelationNode)new UnionNode(first, second)),
            self.Select(source => (RelationNode)new DistinctNode(source))));

    private static readonly Gen<Schema> SchemaGen = Gen.Select(Text, Type, Gen.Bool, (name, type, nullable) => new Column(name, type, nullable))
        .Array[0, 4].Select(columns => new Schema(columns.ToValueList()));

    private static readonly Gen<SourcePlan> Source = Gen.OneOf(
        Gen.Select(Text, Text, Gen.Bool, Text.Null(), Text.Null(), (path, delimiter, header, format, nulls) => (SourcePlan)new CsvSourcePlan(path)
        {
            Delimiter = delimiter,
            HasHeader = header,
            DateFormat = format,
            TimestampFormat = format,
            NullText = nulls,
        }),
        Gen.Select(Text, Gen.Bool, Text.Null(), (path, lines, format) => (SourcePlan)new JsonSourcePlan(path, lines) { DateFormat = format }),
        Text.Select(path => (SourcePlan)new ParquetSourcePlan(path)),
        Gen.Select(Text, Text, (binding, sql) => (SourcePlan)new QuerySourcePlan(binding, sql)),
        Text.Select(binding => (SourcePlan)new RowsSourcePlan(binding)));

    private static readonly Gen<SplitPlan> Split = Gen.OneOf(
        Gen.Select(Scalar, Number, Number, (key, test, validation) => (SplitPlan)new HashSplitPlan([key], test, validation)),
        Gen.Select(Scalar, Scalar, Number, Number, (stratum, key, test, validation) => (SplitPlan)new StratifiedSplitPlan(stratum, [key], test, validation)),
        Gen.Select(Scalar, Constant, Constant.Null(), (time, test, validation) => (SplitPlan)new TimeSplitPlan(time, test, validation)),
        Scalar.Select(value => (SplitPlan)new ColumnSplitPlan(value)));

    private static readonly Gen<CheckPlan> Check = Gen.Select(Gen.Enum<CheckSeverity>(), Gen.OneOf(
        Gen.Select(Scalar, Number, Text, (predicate, share, description) => (CheckPlan)new RowCheckPlan(predicate, share) { Description = description }),
        Gen.Select(Scalar, Number, Text, (value, share, description) => (CheckPlan)new UniqueCheckPlan(value, share) { Description = description }),
        Gen.Select(Scalar, Gen.Int, Scalar, Number, Text, (value, input, other, share, description) =>
            (CheckPlan)new ReferenceCheckPlan(value, input, other, share) { Description = description }),
        Gen.Select(Scalar, Gen.Long, Text, (time, ticks, description) => (CheckPlan)new FreshnessCheckPlan(time, TimeSpan.FromTicks(ticks)) { Description = description }),
        Gen.Select(Scalar, Number, Text, (value, most, description) => (CheckPlan)new DriftCheckPlan(value, most) { Description = description }),
        Gen.Select(Gen.Long, Gen.Long.Nullable(), Text, (least, most, description) => (CheckPlan)new RowCountCheckPlan(least, most) { Description = description })),
        (severity, check) => check with { Severity = severity });

    private static readonly Gen<AnalyzerPlan> Analyzer = Gen.OneOf(
        Gen.Const((AnalyzerPlan)new StandardizePlan()),
        Gen.Const((AnalyzerPlan)new MinMaxPlan()),
        Gen.Int.Select(count => (AnalyzerPlan)new BucketsPlan(count)),
        Gen.Enum<Imputation>().Select(by => (AnalyzerPlan)new ImputePlan(by)),
        Gen.Int.Select(size => (AnalyzerPlan)new VocabularyPlan(size)),
        Constant.Array[0, 3].Select(values => (AnalyzerPlan)new OneHotPlan(values.ToValueList())),
        Gen.Int.Select(buckets => (AnalyzerPlan)new HashPlan(buckets)),
        Gen.Const((AnalyzerPlan)new DatePartsPlan()),
        Gen.Int.Select(size => (AnalyzerPlan)new BagOfWordsPlan(size)));

    private static readonly Gen<FeaturePlan> Feature = Gen.Select(
        Text,
        Scalar,
        Analyzer.Null(),
        (name, value, analyzer) => new FeaturePlan(name, value, analyzer));

    private static readonly Gen<Learner> LearnerGen = Gen.OneOf(
        Gen.Select(Gen.Int, Number, (trees, rate) => Learner.LightGbm(trees, learningRate: rate)),
        Gen.Select(Gen.Int, Number, (trees, rate) => Learner.FastTree(trees, learningRate: rate)),
        Number.Select(Learner.Linear),
        Gen.Select(Number.Nullable(), Gen.Int.Nullable(), Learner.Sdca),
        Gen.Select(Number, Number, Gen.Int, Learner.BigQueryLinear),
        Gen.Select(Gen.Int, Number, Number, (trees, rate, subsample) => Learner.BigQueryTrees(trees, learningRate: rate, subsample: subsample)),
        Gen.Select(Gen.Int.Array[0, 3], Gen.Enum<Activation>(), Number, (units, activation, rate) => Learner.BigQueryNetwork(units, activation, learningRate: rate)),
        Gen.Select(Text, Text.Array[0, 2], Text, Text.Null(), Text.Null(), (command, arguments, file, settings, image) =>
            (Learner)new ProgramLearner(command, arguments.ToValueList(), [new ProgramFile(file, "")], settings, image)),
        Text.Select(title => (Learner)new OwnLearner(title)));

    private static readonly Gen<ValidationPlan> Validation = Gen.Select(Text, Gen.Enum<GateComparison>(), Number, (metric, comparison, bound) =>
        new ValidationPlan { Name = "", Gates = [new GatePlan(metric, comparison, bound)] });

    private static readonly Gen<SearchParameter> Parameter = Gen.OneOf(
        Gen.Select(Text, Number, Number, Gen.Bool, (name, least, greatest, logarithmic) => (SearchParameter)new RealParameter(name, least, greatest, logarithmic)),
        Gen.Select(Text, Gen.Long, Gen.Long, Gen.Bool, (name, least, greatest, logarithmic) => (SearchParameter)new IntegerParameter(name, least, greatest, logarithmic)),
        Gen.Select(Text, Text.Array[0, 3], (name, values) => (SearchParameter)new ChoiceParameter(name, values.ToValueList())));

    private static readonly Gen<SearchSpace> Space = Gen.Select(
        LearnerGen, Parameter.Array[0, 3], (learner, parameters) => new SearchSpace(learner, parameters.ToValueList()));

    private static readonly Gen<StagePlan> Tuning = Gen.Select(
        Space.Array[0, 2], Gen.Enum<SearchMethod>(), Gen.Int, Gen.Bool, Scalar.Null(), (spaces, method, number, warm, order) => (StagePlan)new TuningPlan
        {
            Name = "",
            Task = TaskKind.Binary,
            Spaces = spaces.ToValueList(),
            Trials = number,
            Method = method,
            Batch = number,
            Folds = number,
            Halvings = number,
            WarmStart = warm,
            Seed = number,
            Order = order,
        });

    private static readonly Gen<StagePlan> Stage = Gen.OneOf(
        Tuning,
        Gen.Select(Source.Null(), SchemaGen.Null(), (source, schema) => (StagePlan)new IngestPlan { Name = "", Source = source, Schema = schema }),
        Gen.Select(Scalar.Null(), Gen.Enum<TaskKind>(), (label, task) => (StagePlan)new ProfilePlan { Name = "", Label = label, Task = task }),
        Gen.Select(Relation.Null(), SchemaGen.Null(), (relation, schema) => (StagePlan)new TransformPlan { Name = "", Relation = relation, Schema = schema }),
        Check.Array[0, 3].Select(checks => (StagePlan)new VerifyPlan { Name = "", Checks = checks.ToValueList() }),
        Gen.Select(Text, Split.Null(), (table, split) => (StagePlan)new StagingPlan { Name = "", Table = table, Split = split }),
        Gen.Select(Feature.Array[0, 3], Scalar, Columns.Null(), Text.Array[0, 2], (features, label, instance, sharing) => (StagePlan)new FeaturesPlan
        {
            Name = "",
            Features = features.ToValueList(),
            Label = label,
            FromInstance = instance,
            Sharing = sharing.ToValueList(),
        }),
        Gen.Select(Gen.Enum<TaskKind>(), LearnerGen, Gen.Int, (task, learner, seed) =>
            (StagePlan)new TrainingPlan { Name = "", Task = task, Learner = learner, Seed = seed }),
        Validation.Select(validation => (StagePlan)validation),
        Text.Select(model => (StagePlan)new RegistrationPlan { Name = "", Model = model }),
        Text.Select(endpoint => (StagePlan)new DeploymentPlan { Name = "", Endpoint = endpoint }));

    private static readonly Gen<ExecutionPlan> Execution = Gen.Select(Gen.Int, Gen.TimeSpan, Gen.TimeSpan.Nullable(), Gen.Int.Nullable(), Number.Nullable(),
        (retries, delay, timeout, cores, memory) => new ExecutionPlan { Retries = retries, RetryDelay = delay, Timeout = timeout, Compute = new(cores, memory) });

    private static readonly Gen<StagePlan> NamedStage = Gen.Select(Stage, Text, Text.Array[0, 3], Text.Null(), Execution, Gen.Select(Text, Text.Null()).Nullable(),
        (stage, name, inputs, platform, execution, implementation) => stage with
        {
            Name = name,
            Inputs = inputs.ToValueList(),
            Platform = platform,
            Execution = execution,
            Implementation = implementation is (string type, string settings) ? new StageImplementation(type, settings) : null,
        });

    public static readonly Gen<PipelinePlan> Plan =
        Gen.Select(Text, NamedStage.Array[0, 6], (name, stages) => new PipelinePlan(name, stages.ToValueList()));
}
