namespace MlOps.Sdk.Algebra.Dialects;

/// <summary>A conditional as CASE; one in the else branch becomes a further WHEN.</summary>
internal static class SqlConditional
{
    public static Term Print(ConditionalNode conditional, bool nullIsFalse, Func<ScalarNode, bool, Term> print)
    {
        string branches = "";
        ScalarNode otherwise = conditional;
        while (otherwise is ConditionalNode next)
        {
            branches += $" WHEN {print(next.Test, true)} THEN {print(next.Then, nullIsFalse)}";
            otherwise = next.Otherwise;
        }

        return $"CASE{branches} ELSE {print(otherwise, nullIsFalse)} END";
    }
}
