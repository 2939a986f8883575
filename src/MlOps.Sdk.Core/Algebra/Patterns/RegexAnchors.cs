namespace MlOps.Sdk.Algebra.Patterns;

/// <summary>Refuses a ^ behind the start, and a $ before the end: they can hardly match, and DuckDB at times says that they do.</summary>
internal static class RegexAnchors
{
    public static void Check(RegexCursor cursor, RegexNode node, bool isFirst, bool isLast)
    {
        switch (node)
        {
            case RegexAnchor anchor when !(anchor.IsEnd ? isLast : isFirst):
                throw cursor.Problem(anchor.IsEnd ? "has a $ that isn't at its end; write \\$ if it stands for itself" : "has a ^ that isn't at its start; write \\^ if it stands for itself");
            case RegexSequence sequence:
                for (int i = 0; i < sequence.Parts.Count; i++)
                    Check(cursor, sequence.Parts[i], isFirst && i == 0, isLast && i == sequence.Parts.Count - 1);
                break;
            case RegexChoice choice:
                foreach (RegexNode option in choice.Options)
                    Check(cursor, option, isFirst, isLast);
                break;
            case RegexGroup group:
                Check(cursor, group.Part, isFirst, isLast);
                break;
            case RegexRepeat repeat:
                Check(cursor, repeat.Part, isFirst: false, isLast: false);
                break;
        }
    }
}
