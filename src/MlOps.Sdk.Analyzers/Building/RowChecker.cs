using Microsoft.CodeAnalysis;
using MlOps.Sdk.Analyzers.Algebra;

namespace MlOps.Sdk.Analyzers.Building;

/// <summary>Checks lambdas that make rows and keys.</summary>
internal sealed class RowChecker(ScalarChecker scalars)
{
    public void Check(IOperation body, LambdaRole role)
    {
        if (RowShape.Of(body, scalars) is { } members)
        {
            foreach (NamedOperation member in members)
                scalars.Check(scalars.Reader.Read(member.Value));
            CheckNames(body, members);
            return;
        }

        Term term = scalars.Reader.Read(body);
        bool whole = ColumnChecker.IsRow(term) && role != LambdaRole.Key;
        if (whole && Sdk.IsGroup(term.Type))
            scalars.Problem(Rules.Place, term, $"a group is no row; write new {{ {term.Source.Syntax}.Key, N = {term.Source.Syntax}.Count() }}");
        else if (whole && role == LambdaRole.Row && Sdk.IsRow(term.Type))
            scalars.Problem(Rules.Place, term, "the columns of a Row are not known here; name them: row => new { A = (double)row[\"A\"] }");
        else if (!whole && role == LambdaRole.Row && RowShape.NameOf(term) is null)
            scalars.Problem(Rules.Place, term, "the value has no name; write new { Name = … }");
        else if (!whole)
            scalars.Check(term);
    }

    private void CheckNames(IOperation body, IReadOnlyList<NamedOperation> members)
    {
        foreach (IGrouping<string, NamedOperation> namesakes in members.GroupBy(member => member.Name, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1))
        {
            string names = string.Join(" and ", namesakes.Select(member => $"'{member.Name}'"));
            scalars.Problem(Rules.Place, body, $"the names {names} differ by case alone; give one another name");
        }
    }
}
