using MlOps.Sdk.Plans;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.GoogleCloud.Tests.Training;

public sealed class MachinesTests
{
    [Theory]
    [InlineData(null, null, "mine")]
    [InlineData(1, null, "n2-standard-2")]
    [InlineData(4, null, "n2-standard-4")]
    [InlineData(5, 10.0, "n2-standard-8")]
    [InlineData(null, 30.0, "n2-highmem-4")]
    [InlineData(2, 16.0, "n2-highmem-2")]
    [InlineData(1000, null, "n2-highmem-80")]
    public void The_smallest_machine_that_has_what_is_asked_for(int? cores, double? memory, string machine) =>
        Assert.Equal(machine, Machines.For(new ComputeSpec(cores, memory), "mine"));
}
