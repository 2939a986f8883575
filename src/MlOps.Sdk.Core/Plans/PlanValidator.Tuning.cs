using MlOps.Sdk.Diagnostics;

namespace MlOps.Sdk.Plans;

internal static partial class PlanValidator
{
    private static IEnumerable<Problem> TuningProblems(TuningPlan tuning, PipelinePlan plan)
    {
        foreach ((string name, int value, int least, int greatest) in (IEnumerable<(string, int, int, int)>)
        [
            ("trials", tuning.Trials, 1, 10_000), ("batch", tuning.Batch, 1, 1_000), ("folds", tuning.Folds, 2, 20), ("halvings", tuning.Halvings, 0, 10),
        ])
        {
            if (value < least || value > greatest)
                yield return new($"{tuning.Name}.{name}", Text($"must be {least} to {greatest}, was {value}."));
        }

        if (tuning.Spaces.Count == 0)
            yield return new(tuning.Name, "there is nothing to search. Write .Try(Learner.LightGbm()).");
        else if (tuning.Spaces.All(space => space.Learner is OwnLearner))
            yield return new(tuning.Name, $"the settings of {tuning.Spaces[0].Learner.Name} are its trainer's, and can't be searched. Name learners in .Try(…), or leave Tune(…) out.");
        else if (tuning.Spaces.All(space => space.Parameters.Count == 0))
            yield return new(tuning.Name, $"no setting of {tuning.Spaces[0].Learner.Name} is searched. Name those that are: {SearchAdvice(tuning.Spaces[0].Learner)}");
        // After a spot-check one learner is left.
        if (tuning.Inputs.Count == 2 && tuning.Spaces.Count > tuning.Trials && tuning.Trials > 0)
            yield return new($"{tuning.Name}.trials", Text($"{tuning.Spaces.Count} learners with their own settings are {tuning.Spaces.Count} trials already, and {tuning.Trials} are allowed. Allow more, or write .SpotCheck() before .Tune(…)."));
        foreach (SearchSpace space in tuning.Spaces)
        {
            foreach (Problem problem in LearnerProblems(tuning, tuning.Task, space.Learner, tuning.Implementation is not null, plan).Concat(SpaceProblems(tuning.Name, space)))
                yield return problem;
        }
    }

    private static IEnumerable<Problem> SpaceProblems(string stage, SearchSpace space)
    {
        IReadOnlyList<string> known = LearnerSettings.NamesOf(space.Learner);
        string path = $"{stage}.{space.Learner.Name}";
        if (space.Parameters.GroupBy(parameter => parameter.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
            yield return new($"{path}.{twice.Key}", "the setting is searched twice. Give one range.");
        foreach (SearchParameter parameter in space.Parameters)
        {
            if (known.Contains(parameter.Name))
            {
                if (RangeProblem(space.Learner, parameter) is { } problem)
                    yield return new($"{path}.{parameter.Name}", problem);
            }
            else
            {
                string there = known.Count == 0 ? "it has none" : $"there are {string.Join(", ", known)}";
                yield return new(path, $"there is no setting '{parameter.Name}'; {there}.{Suggestion.For(parameter.Name, known)}");
            }
        }
    }

    // The first thing that is wrong; what follows from it isn't told as well.
    private static string? RangeProblem(Learner learner, SearchParameter parameter) => parameter switch
    {
        RealParameter { Least: var least, Greatest: var greatest } when !double.IsFinite(least) || !double.IsFinite(greatest) =>
            Text($"a range has two numbers as its ends, these are {least} and {greatest}."),
        RealParameter when LearnerSettings.TypeOf(learner, parameter.Name) is { } type && (type == typeof(int) || type == typeof(long)) =>
            $"the setting takes whole numbers, and the range is {parameter}. Round its ends.",
        RealParameter { Least: var least, Greatest: var greatest } when least > greatest => Text($"the least value ({least}) is above the greatest ({greatest})."),
        IntegerParameter { Least: var least, Greatest: var greatest } when least > greatest => Text($"the least value ({least}) is above the greatest ({greatest})."),
        RealParameter { Logarithmic: true, Least: <= 0 and var least } => NoLogarithm(least, "1e-6"),
        IntegerParameter { Logarithmic: true, Least: <= 0 and var least } => NoLogarithm(least, "1"),
        RealParameter real => ValuesProblem(learner, parameter, [Text($"{real.Least:R}"), Text($"{real.Greatest:R}")]),
        IntegerParameter integer => ValuesProblem(learner, parameter, [Text($"{integer.Least}"), Text($"{integer.Greatest}")]),
        ChoiceParameter { Values.Count: 0 } => "there is no value to choose from. Write .OneOf(l => l.Leaves, 15, 31, 63).",
        ChoiceParameter choice when choice.Values.GroupBy(value => value).FirstOrDefault(group => group.Count() > 1) is { } twice =>
            $"{twice.Key} stands twice among the values. Name it once.",
        ChoiceParameter choice => ValuesProblem(learner, parameter, choice.Values),
        _ => null,
    };

    private static string NoLogarithm(double least, string instead) =>
        Text($"a range that is searched by its logarithm begins above 0, and this at {least}. Begin at {instead}, or leave 'logarithmic' out.");

    // Whether the learner takes the values, and allows them.
    private static string? ValuesProblem(Learner learner, SearchParameter parameter, IEnumerable<string> values)
    {
        foreach (string value in values)
        {
            try
            {
                Learner changed = LearnerSettings.With(learner, [new(parameter.Name, value)]);
                foreach ((string name, double number, double least, double greatest) in Settings(changed))
                {
                    if (name == parameter.Name && !(number >= least && number <= greatest))
                        return Text($"must be {least} to {greatest}, and the search could come to {number}.");
                }
            }
            catch (ArgumentException)
            {
                return $"the setting takes no {value}.";
            }
        }

        return null;
    }

    private static string SearchAdvice(Learner learner) => learner is ProgramLearner program
        ? LearnerSettings.NamesOf(program) is [var first, ..]
            ? $".Tune(tune: tune => tune.Search<ProgramLearner>(program => program.Between(\"{first}\", 2, 10)))."
            : "give the program settings: Learner.Program(…, settings: new { Depth = 6 }), then .Tune(tune: tune => tune.Search<ProgramLearner>(program => program.Between(\"settings.depth\", 2, 10)))."
        : $".Tune(tune: tune => tune.Search<{learner.GetType().Name}>(…)).";
}
