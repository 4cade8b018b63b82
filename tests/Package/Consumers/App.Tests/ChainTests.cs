extern alias library;
using FusedOpt;
using Xunit;

namespace App.Tests;

public class ChainTests
{
    [Fact]
    public void EveryModelSteps()
    {
        var own = new TestLine();
        own.Gradients.Slope = 1;
        own.Step();
        var app = new AppLine();
        app.Gradients.Slope = 1;
        app.Step();
        var inner = new library::Library.InternalLine();
        inner.Gradients.Slope = 1;
        inner.Step();
        Assert.Equal([own.Slope, own.Slope], [app.Slope, inner.Slope]);
        Assert.True(own.Slope < 1);
    }
}

[Optimize(Adam, LearningRate = 0.1)]
internal partial class TestLine
{
    public float Slope = 1;
}
