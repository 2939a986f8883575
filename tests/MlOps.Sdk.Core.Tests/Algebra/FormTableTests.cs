using MlOps.Sdk.Algebra;
using MlOps.Sdk.Algebra.Functions;
using MlOps.Sdk.Algebra.Translation;

namespace MlOps.Sdk.Core.Tests.Algebra;

public sealed class FormTableTests
{
    [Fact]
    public void Every_form_of_the_table_is_found_by_its_own_pattern()
    {
        foreach (Function function in FunctionTable.All)
        {
            foreach (Form form in function.CSharp)
            {
                (Function Function, System.Linq.Expressions.Expression[] Arguments)? found = FormTable.Find(form.Pattern.Body);

                Assert.True(found is not null, $"{function}: {form} is not found");
                Assert.Equal(function.Name, found.Value.Function.Name);
                Assert.Equal(form.Pattern.Parameters, found.Value.Arguments);
            }
        }
    }
}
