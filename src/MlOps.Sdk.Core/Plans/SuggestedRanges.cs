using MlOps.Sdk.Data;

namespace MlOps.Sdk.Plans;

/// <summary>Which settings of a learner are searched, and where, unless the pipeline says otherwise.</summary>
internal static class SuggestedRanges
{
    // Boosted trees: the settings and scales of FLAML's search space (Wang et al., "FLAML", MLSys 2021: trees and leaves from 4, learning rate to 1/1024,
    // examples in a leaf 2 to 129, all by their logarithm), narrowed to where some tens of trials can look: a learning rate below 0.01 needs more than
    // 500 trees, one above 0.3 seldom wins, and leaves beyond 256 memorise what a table of less than a million rows holds.
    private static readonly ValueList<SearchParameter> BoostedTrees =
    [
        new IntegerParameter("trees", 20, 500, Logarithmic: true),
        new IntegerParameter("leaves", 4, 256, Logarithmic: true),
        new RealParameter("learningRate", 0.01, 0.3, Logarithmic: true),
        new IntegerParameter("minimumExamplesPerLeaf", 2, 128, Logarithmic: true),
    ];

    // The penalty is on the sum of the losses, as 1/C of scikit-learn is, whose LogisticRegressionCV looks from 1e-4 to 1e4.
    private static readonly ValueList<SearchParameter> Linear = [new RealParameter("l2", 1e-4, 1e4, Logarithmic: true)];

    // The penalty is on the mean of the losses; ML.NET's own choice lies between 1e-7 (many rows) and 1e-4 (few).
    private static readonly ValueList<SearchParameter> Sdca =
    [
        new RealParameter("l2", 1e-7, 0.1, Logarithmic: true),
        new IntegerParameter("passes", 5, 100, Logarithmic: true),
    ];

    // From a penalty that can't be told from none to one that leaves little but the mean.
    private static readonly ValueList<SearchParameter> BigQueryLinear =
    [
        new RealParameter("l1", 1e-6, 1, Logarithmic: true),
        new RealParameter("l2", 1e-6, 10, Logarithmic: true),
    ];

    // As for boosted trees above; a depth of 10 allows 1,024 leaves.
    private static readonly ValueList<SearchParameter> BigQueryTrees =
    [
        new IntegerParameter("trees", 20, 500, Logarithmic: true),
        new IntegerParameter("depth", 2, 10),
        new RealParameter("learningRate", 0.01, 0.3, Logarithmic: true),
        new IntegerParameter("minimumChildWeight", 1, 100, Logarithmic: true),
    ];

    // Adam's step: its authors' 0.001 in the middle.
    private static readonly ValueList<SearchParameter> BigQueryNetwork =
    [
        new RealParameter("learningRate", 1e-4, 1e-2, Logarithmic: true),
        new RealParameter("dropout", 0, 0.5),
    ];

    public static ValueList<SearchParameter> Of(Learner learner) => learner switch
    {
        LightGbmLearner or FastTreeLearner => BoostedTrees,
        LinearLearner => Linear,
        SdcaLearner => Sdca,
        BigQueryLinearLearner => BigQueryLinear,
        BigQueryTreesLearner => BigQueryTrees,
        BigQueryNetworkLearner => BigQueryNetwork,
        _ => [],
    };
}
