using System.Linq;
using System.Threading.Tasks;
using FusedOpt.Generator.Infrastructure;
using Xunit;

namespace FusedOpt.Compiler.Tests.Text;

public class MemoTests
{
    [Fact]
    public void AnEqualArgumentGivesTheSameResult()
    {
        var memo = new Memo<string, object>(_ => new object());
        Assert.Same(memo["a"], memo[new string('a', 1)]);
        Assert.NotSame(memo["a"], memo["b"]);
    }

    [Fact]
    public void NoMoreResultsAreKeptThanThereIsRoomFor()
    {
        var memo = new Memo<int, int>(i => i * i, capacity: 8);
        for (int i = 0; i < 100; i++)
        {
            Assert.Equal(i * i, memo[i]);
            Assert.InRange(memo.Count, 1, 8);
        }
    }

    [Fact]
    public void WhatWasForgottenIsComputedAgain()
    {
        int calls = 0;
        var memo = new Memo<int, int>(
            i =>
            {
                calls++;
                return i;
            },
            capacity: 1);
        foreach (int i in Enumerable.Range(1, 2).Append(1).Append(1))
            Assert.Equal(i, memo[i]);
        Assert.Equal(3, calls);
    }

    [Fact]
    public void ThreadsMayAskAtOnce()
    {
        var memo = new Memo<int, int>(i => i + 1, capacity: 16);
        Parallel.For(0, 100_000, i => Assert.Equal((i % 40) + 1, memo[i % 40]));
    }
}
