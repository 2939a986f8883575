using MlOps.Sdk.Clients;

namespace MlOps.Sdk.GoogleCloud.Tests.Clients.Http;

public sealed class FirstUseTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Many_callers_ask_once_and_get_the_same_answer()
    {
        TaskCompletionSource<int> asked = new();
        int questions = 0;
        using FirstUse<int> number = new(_ =>
        {
            questions++;
            return asked.Task;
        });

        Task<int>[] callers = [.. Enumerable.Range(0, 8).Select(_ => number.GetAsync(Token).AsTask())];
        Assert.All(callers, caller => Assert.False(caller.IsCompleted));
        asked.SetResult(7);

        Assert.All(await Task.WhenAll(callers), answer => Assert.Equal(7, answer));
        Assert.Equal(7, await number.GetAsync(Token));
        Assert.Equal(1, questions);
    }

    [Fact]
    public async Task A_question_that_failed_is_asked_again()
    {
        int questions = 0;
        using FirstUse<int> number = new(_ => ++questions == 1 ? throw new IOException("once") : Task.FromResult(questions));

        await Assert.ThrowsAsync<IOException>(() => number.GetAsync(Token).AsTask());

        Assert.Equal(2, await number.GetAsync(Token));
        Assert.Equal(2, await number.GetAsync(Token));
    }

    [Fact]
    public async Task Who_stops_waiting_takes_nothing_from_the_others()
    {
        TaskCompletionSource<int> asked = new();
        using FirstUse<int> number = new(_ => asked.Task);
        using CancellationTokenSource impatient = new();

        Task<int> first = number.GetAsync(Token).AsTask();
        Task<int> second = number.GetAsync(impatient.Token).AsTask();
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        asked.SetResult(3);

        Assert.Equal(3, await first);
    }
}
