using Xunit;

namespace FusedOpt.Runtime.Tests.Threads;

/// <summary>A thread that is to help waits for a moment, and longer where it has to be moved first.</summary>
public class AttentionTests
{
    private static readonly long Span = Attention.Span, InTheWay = Attention.SpanInTheWay;

    [Fact]
    public void ItLastsForAMoment()
    {
        var attention = new Attention(100);
        Assert.True(attention.Lasts(isInTheWay: false, 100 + Span - 1));
        Assert.False(attention.Lasts(isInTheWay: false, 100 + Span));
    }

    [Fact]
    public void WhoIsInTheWayWaitsLonger()
    {
        var attention = new Attention(100);
        Assert.True(attention.Lasts(isInTheWay: true, 100 + InTheWay - 1));
        Assert.False(attention.Lasts(isInTheWay: true, 100 + InTheWay));
    }

    [Fact]
    public void WhoHasBeenMovedBeginsAnew()
    {
        var attention = new Attention(0);
        Assert.True(attention.Lasts(isInTheWay: true, 2 * Span));
        Assert.True(attention.Lasts(isInTheWay: false, 3 * Span));
        Assert.True(attention.Lasts(isInTheWay: false, (4 * Span) - 1));
        Assert.False(attention.Lasts(isInTheWay: false, 4 * Span));
    }
}
