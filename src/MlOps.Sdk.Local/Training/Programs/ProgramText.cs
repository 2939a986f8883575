namespace MlOps.Sdk.Training.Programs;

/// <summary>A program as messages name it.</summary>
internal static class ProgramText
{
    public static string Of(ProgramLearner learner) => $"'{string.Join(' ', learner.Arguments.Prepend(learner.Command))}'";
}
