using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace FusedOpt.Fuzz.Tests.Cases;

/// <summary>A random class of parameters: its attributes and fields.</summary>
internal sealed class RandomModel
{
    private static readonly string[] BuiltIn =
    [
        "Sgd", "Momentum", "Adagrad", "Adadelta", "RmsProp", "Adam", "AdamW", "Adamax", "NAdam", "RAdam", "Lion", "Signum", "AdaBelief",
        "Yogi", "Adan", "AdEmaMix",
        "Adopt", "Ftrl", "ScheduleFreeAdamW", "Lamb", "Lars", "Adafactor", "CautiousAdamW", "StableAdamW",
    ];

    private static readonly string[] Transforms =
    [
        "ClipByValue), MaxValue = 0.3", "ClipByNorm), MaxNorm = 0.5", "AdaptiveClip), Clipping = 0.3", "Normalize)", "Centralize)",
        "GradientNoise), Eta = 0.1", "Sign)",
    ];

    private static readonly string[] Averages = ["Ema), Decay = 0.75", "Swa), Start = 2, Every = 2", "Lookahead), K = 3, Alpha = 0.25"];

    private static readonly string[] Guards =
    [
        "MaxNorm = 1",
        "MaxNorm = 0.5, Norm = NormKind.Infinity",
        "SkipNonFinite = true",
        "MaxNorm = 2, SkipNonFinite = true",
    ];

    private readonly Random _random;
    private readonly int _number;
    private readonly List<string> _classes = [];
    private readonly List<string> _attributes = [];
    private readonly List<string> _options = [];
    private readonly List<string> _perField = [];
    private readonly string _owned; // the partial properties of a class are of one type
    private bool _isFast;

    private RandomModel(Random random, int number) =>
        (_random, _number, _owned) = (random, number, random.Next(3) == 0 ? "double" : "float");

    /// <summary>The source of a class and of what is written for it, under names with a number.</summary>
    public static string Of(Random random, int number) => new RandomModel(random, number).Write();

    private string Write()
    {
        bool measures = _random.Next(3) == 0, isBuiltIn = _random.Next(8) == 0;
        string optimize = isBuiltIn ? "Optimizer." + Pick(BuiltIn) : $"typeof({Rule(measures)})";
        _options.Add("LearningRate = 0.01");
        bool hasStages = _random.Next(3) == 0, isFast = _isFast = !hasStages && _random.Next(10) == 0;
        if (hasStages)
            AddStages(measures, canBeExchanged: optimize != "Optimizer.ScheduleFreeAdamW");
        if (_random.Next(3) == 0)
            _options.Add(FormattableString.Invariant($"NoiseSeed = {_random.Next(1000)}"));
        bool isPruned = !isFast && _random.Next(12) == 0;
        if (isPruned)
            _attributes.Add("[Prune(Sparsity = 0.5)]");
        else if (!isFast && _random.Next(5) == 0)
            _options.Add(FormattableString.Invariant($"StatePrecision = StatePrecision.BFloat16, StateSeed = {_random.Next(1000)}"));
        else if (!isFast && _random.Next(10) == 0)
            _options.Add("StatePrecision = StatePrecision.Block8");
        if (!isFast && _random.Next(8) == 0)
            _attributes.Add($"[GuardGradients({Pick(Guards)})]");

        bool isSparse = !isFast
            && !isPruned
            && !measures
            && !hasStages
            && !isBuiltIn
            && _random.Next(6) == 0
            && !_classes.Any(c => c.Contains("step", StringComparison.Ordinal));
        string table = Number(), matrix = Number();
        string fields = string.Concat(Enumerable.Range(0, _random.Next(1, 5)).Select(Field))
            + (isSparse ? $"    [SparseGradient] public {table}[,] Table = new {table}[9, 5];\n" : "")
            + (isPruned ? $"    public {matrix}[,] Matrix = new {matrix}[4, 33];\n" : "");
        string model = Class("M", optimize, fields) + (isFast ? "\n" + Class("F", optimize + ", FastMath = true", fields) : "");
        return "using System;\nusing System.Numerics;\nusing FusedOpt;\nusing FusedOpt.Averages;\nusing FusedOpt.Transforms;\n\n"
            + string.Join('\n', _classes.Append(model));
    }

    private string Class(string prefix, string optimize, string fields) => string.Create(
        CultureInfo.InvariantCulture,
        $"[Optimize({string.Join(", ", _options.Prepend(optimize))})]\n{string.Concat(_attributes.Select(a => a + "\n"))}public partial "
            + $"class {prefix}{_number}\n{{\n{fields}}}\n");

    private string Rule(bool measures)
    {
        string name = FormattableString.Invariant($"R{_number}");
        RandomMethod rule = RandomMethod.Of(_random, name, "UpdateRule", measures);
        _classes.Add(rule.Text);
        foreach ((string hyperparameter, Kind kind) in rule.Hyperparameters)
        {
            if (_random.Next(2) == 0)
                _attributes.Add($"[Hyperparameter(\"{hyperparameter}\", {rule.Value(kind)})]");
            if (_random.Next(6) == 0)
                _perField.Add($"[Hyperparameter(\"{hyperparameter}\", {rule.Value(kind)})] ");
        }

        return name;
    }

    private void AddStages(bool measures, bool canBeExchanged)
    {
        for (int count = _random.Next(3); count > 0; count--)
            _attributes.Add(
                $"[Transform(typeof({(_random.Next(2) == 0 ? Pick(Transforms) : Own("GradientTransform", count, measures) + ")")})]");
        if (_random.Next(2) == 0)
            _attributes.Add(
                $"[Average(typeof({(_random.Next(2) == 0 && canBeExchanged ? Pick(Averages) : Own("WeightAverage", 9, measures) + ")")})]");
    }

    private string Own(string form, int count, bool measures)
    {
        string name = FormattableString.Invariant($"S{_number}{(char)('A' + count)}");
        RandomMethod stage = RandomMethod.Of(_random, name, form, measures);
        _classes.Add(stage.Text);
        foreach ((string hyperparameter, Kind kind) in stage.Hyperparameters.Where(_ => _random.Next(2) == 0))
            _attributes.Add($"[Hyperparameter(\"{hyperparameter}\", {stage.Value(kind)}, Of = typeof({name}))]");
        return name;
    }

    private string Field(int index)
    {
        string name = FormattableString.Invariant($"W{index}"), number = Number();
        string length = Pick(["1", "2", "7", "16", "33", "65", "515", "1100"]),
            rows = Pick(["1", "2", "5", "16"]),
            columns = Pick(["1", "3", "8", "17", "33"]);
        string set = Pick(["", "", "", "[Parameter(LearningRateScale = 0.5)] ", .. _perField]);
        string shaped = FormattableString.Invariant($"[Parameter({rows}, {columns})] "),
            product = (int.Parse(rows, CultureInfo.InvariantCulture)
                * int.Parse(columns, CultureInfo.InvariantCulture)).ToString(CultureInfo.InvariantCulture);
        string field = _random.Next(14) switch
        {
            0 or 1 => $"{set}public {number} {name};",
            2 or 3 => $"{set}public {number}[,] {name} = new {number}[{rows}, {columns}];",
            4 => $"{set}public {number}[][] {name} = [new {number}[{length}], new {number}[3]];",
            5 => $"{set}public Memory<{number}> {name} = new {number}[{length}];",
            6 => $"{set}public {Pick(["Vector2", "Vector3", "Vector4", "Quaternion", "Matrix3x2", "Matrix4x4"])} {name};",
            7 => $"{set}public Vector3[] {name} = new Vector3[{columns}];",
            8 => $"{shaped}public {number}[] {name} = new {number}[{product}];",
            9 => $"{shaped}public partial Span<{_owned}> {name} {{ get; }}",
            10 => $"[Parameter] public partial {_owned} {name} {{ get; set; }}",
            11 => $"{set}public readonly {number}[,,] {name} = new {number}[2, {rows}, 3];",
            _ => $"{set}public {number}[] {name} = new {number}[{length}];",
        };
        return $"    {field}\n";
    }

    private string Number() => Pick(["float", "float", "float", "double", "double", _isFast ? "double" : "Half"]);

    private T Pick<T>(T[] items) => items[_random.Next(items.Length)];
}
