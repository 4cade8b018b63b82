using Xunit;

namespace FusedOpt.Runtime.Tests.Threads;

/// <summary>A thread that is to help waits for a moment, and longer where it has to be moved first.</summary>
public class IdleSpinPolicyTests
{
    private static readonly long Span = Tuning.IdleSpin, InTheWay = Tuning.IdleSpinInTheWay;

    [Fact]
    public void ItLastsForAMoment()
    {
        var idle = new IdleSpinPolicy(100);
        Assert.True(idle.CanSpin(isInTheWay: false, 100 + Span - 1));
        Assert.False(idle.CanSpin(isInTheWay: false, 100 + Span));
    }

    [Fact]
    public void WhoIsInTheWayWaitsLonger()
    {
        var idle = new IdleSpinPolicy(100);
        Assert.True(idle.CanSpin(isInTheWay: true, 100 + InTheWay - 1));
        Assert.False(idle.CanSpin(isInTheWay: true, 100 + InTheWay));
    }

    [Fact]
    public void WhoHasBeenMovedBeginsAnew()
    {
        var idle = new IdleSpinPolicy(0);
        Assert.True(idle.CanSpin(isInTheWay: true, 2 * Span));
        Assert.True(idle.CanSpin(isInTheWay: false, 3 * Span));
        Assert.True(idle.CanSpin(isInTheWay: false, (4 * Span) - 1));
        Assert.False(idle.CanSpin(isInTheWay: false, 4 * Span));
    }
}
