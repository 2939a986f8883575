using MlOps.Sdk.Algebra;
using MlOps.Sdk.Plans;

namespace MlOps.Sdk.Data.Checks;

/// <summary>A check in the course of a verification: what it asks, and what it makes of the answers.</summary>
internal abstract class CheckOfRows
{
    protected const int MostExamples = 5;

    private const int MostExampleColumns = 12;

    /// <summary>Whether the check compares with the verification before.</summary>
    public virtual bool IsCompared => false;

    /// <summary>Asks what must be known before the statement is made.</summary>
    public virtual void Prepare(CheckQuestions questions)
    {
    }

    /// <summary>Asks.</summary>
    public abstract void Ask(CheckQuestions questions);

    /// <summary>The outcome by the answers, without examples.</summary>
    public abstract CheckResult Judge(CheckQuestions questions);

    /// <summary>The rows that don't meet the check, only a few; null if the check isn't about single rows.</summary>
    public virtual RelationNode? Examples(CheckQuestions questions) => null;

    public static CheckOfRows Of(CheckPlan plan, CheckQuestions questions)
    {
        return plan switch
        {
            RowCheckPlan check => new RowCheck(check with { Predicate = Bound(check.Predicate) }),
            UniqueCheckPlan check => new UniqueCheck(check with { Value = Bound(check.Value) }),
            ReferenceCheckPlan check => new ReferenceCheck(check with { Value = Bound(check.Value), Other = Bound(check.Other, check.Input) }),
            RowCountCheckPlan check => new RowCountCheck(check),
            FreshnessCheckPlan check => new FreshnessCheck(check with { Time = Bound(check.Time) }),
            DriftCheckPlan check => new DriftCheck(check with { Value = Bound(check.Value) }),
            _ => throw new NotSupportedException($"The check {plan.GetType().Name} is unknown."),
        };

        ScalarNode Bound(ScalarNode value, int input = 0) => RelationBinder.Bind(value, questions.Schemas[input], questions.Context.Stage);
    }

    /// <summary>The first rows by all that is shown of them: first what the check looks at, then the other columns.</summary>
    protected static SortLimitNode FirstRows(RelationNode failing, ScalarNode looksAt, Schema schema)
    {
        string[] first = [.. looksAt.Columns().Select(column => column.Name)];
        ValueList<NamedScalar> shown = schema.Columns
            .OrderBy(column => first.Contains(column.Name) ? Array.IndexOf(first, column.Name) : first.Length)
            .Take(MostExampleColumns)
            .Select(column => new NamedScalar(column.Name, ColumnNode.Of(column)))
            .ToValueList();
        return new(new ProjectNode(failing, shown), shown.Select(column => new SortKey(column.Value)).ToValueList(), MostExamples);
    }

    /// <summary>How a value is called in examples that say in how many rows it stands.</summary>
    protected static string NameOf(ScalarNode value) => value is ColumnNode column && !column.Name.Equals("rows", StringComparison.OrdinalIgnoreCase) ? column.Name : "value";
}
