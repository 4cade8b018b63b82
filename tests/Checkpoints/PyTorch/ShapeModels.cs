// The classes for the rows of the table in docs/from-pytorch.md, in shapes whose states have the lengths of other things.
namespace FusedOpt.Checkpoints.Tests.PyTorch;

[Optimize(Optimizer.NAdam)]
internal sealed partial class NAdamShapes
{
    [Name("weight")] public float[,] Weight = new float[4, 3];
    [Name("column")] public float[,] Column = new float[5, 1];
    [Name("one")] public float[] One = new float[1];
}

[Optimize(Optimizer.Asgd)]
internal sealed partial class AsgdShapes
{
    [Name("weight")] public float[,] Weight = new float[4, 3];
    [Name("column")] public float[,] Column = new float[5, 1];
    [Name("one")] public float[] One = new float[1];
}

[Optimize(Optimizer.Adafactor)]
internal sealed partial class AdafactorShapes
{
    [Name("weight")] public float[,] Weight = new float[4, 3];
    [Name("column")] public float[,] Column = new float[5, 1];
    [Name("one")] public float[] One = new float[1];
}

[Optimize(Optimizer.Adadelta)]
internal sealed partial class AdadeltaShapes
{
    [Name("weight")] public float[,] Weight = new float[4, 3];
    [Name("column")] public float[,] Column = new float[5, 1];
    [Name("one")] public float[] One = new float[1];
}

[Optimize(Optimizer.Adagrad)]
internal sealed partial class AdagradShapes
{
    [Name("weight")] public float[,] Weight = new float[4, 3];
    [Name("column")] public float[,] Column = new float[5, 1];
    [Name("one")] public float[] One = new float[1];
}

[Optimize(Optimizer.Adamax)]
internal sealed partial class AdamaxShapes
{
    [Name("weight")] public float[,] Weight = new float[4, 3];
    [Name("column")] public float[,] Column = new float[5, 1];
    [Name("one")] public float[] One = new float[1];
}

[Optimize(Optimizer.RAdam)]
internal sealed partial class RAdamShapes
{
    [Name("weight")] public float[,] Weight = new float[4, 3];
    [Name("column")] public float[,] Column = new float[5, 1];
    [Name("one")] public float[] One = new float[1];
}

[Optimize(Optimizer.RmsProp, Momentum = 0.9, Centered = true)]
internal sealed partial class RmsPropShapes
{
    [Name("weight")] public float[,] Weight = new float[4, 3];
    [Name("column")] public float[,] Column = new float[5, 1];
    [Name("one")] public float[] One = new float[1];
}

[Optimize(Optimizer.Rprop)]
internal sealed partial class RpropShapes
{
    [Name("weight")] public float[,] Weight = new float[4, 3];
    [Name("column")] public float[,] Column = new float[5, 1];
    [Name("one")] public float[] One = new float[1];
}
