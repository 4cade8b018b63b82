namespace FusedOpt.Numerics.Tests.Models;

[Optimize(typeof(OwnIdentities))]
internal sealed partial class OwnIdentitiesPlain(int length)
{
    public float[] Singles = new float[length];
    public double[] Doubles = new double[length];
    public float Single;
    public double Double;
}

[Optimize(typeof(OwnChoices))]
internal sealed partial class OwnChoicesPlain(int length)
{
    public float[] Singles = new float[length];
    public double[] Doubles = new double[length];
    public float Single;
    public double Double;
}

[Optimize(typeof(OwnChoices)), Hyperparameter("decay", 0.3), Hyperparameter("warmup", 5), Hyperparameter("bounded", false)]
internal sealed partial class OwnChoicesSet(int length)
{
    public float[] Singles = new float[length];
    public double[] Doubles = new double[length];
    public float Single;
    public double Double;
}

[Optimize(typeof(OwnLines))]
internal sealed partial class OwnLinesPlain(int length)
{
    public float[] Singles = new float[length];
    public double[] Doubles = new double[length];
    public float Single;
    public double Double;
}

[Optimize(typeof(OwnFunctions))]
internal sealed partial class OwnFunctionsPlain(int length)
{
    public float[] Singles = new float[length];
    public double[] Doubles = new double[length];
    public float Single;
    public double Double;
}
