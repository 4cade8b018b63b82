// FusedOpt comes through another package, two hops away; [Optimize(Adam)] needs no more than the using.
using FusedOpt;

var line = new Line { Slope = 1 };
line.Gradients.Slope = 1;
line.Step();
var half = new Half { Weights = [4] };
half.Gradients.Weights[0] = 4;
half.Step();
Console.WriteLine($"{line.Slope:F3} {half.Weights[0]}");

[Optimize(Adam, LearningRate = 0.1)]
public partial class Line
{
    public float Slope;
}

[Optimize(typeof(Team.Rules.Halving))]
public partial class Half
{
    public float[] Weights = [];
}
