namespace MlOps.Sdk.Clients;

/// <summary>A parameter that is varied only where another one has certain values.</summary>
/// <param name="ParameterSpec">The parameter; its name is unique in the whole study.</param>
/// <param name="ParentCategoricalValues">The values of the other one.</param>
public sealed record ConditionalStudyParameter(StudyParameter ParameterSpec, CategoricalValues ParentCategoricalValues);
