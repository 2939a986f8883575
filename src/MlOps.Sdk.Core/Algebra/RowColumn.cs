using System.Reflection;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Algebra;

/// <summary>A property of a row type and the column that it is.</summary>
internal sealed record RowColumn(PropertyInfo Property, Column Column);
