using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using FusedOpt.Numerics.Tests.Models;

namespace FusedOpt.Numerics.Tests.Infrastructure;

/// <summary>A trajectory that PyTorch recorded.</summary>
internal sealed class Trajectory
{
    /// <summary>The class that follows each file, for float and for double.</summary>
    public static readonly IReadOnlyDictionary<string, (Func<int, IOptimizable> Float, Func<int, IOptimizable> Double)> Models =
        new Dictionary<string, (Func<int, IOptimizable>, Func<int, IOptimizable>)>
    {
        ["sgd"] = (length => new GoldenSgdFloat(length), length => new GoldenSgdDouble(length)),
        ["sgd_momentum"] = (length => new GoldenSgdMomentumFloat(length), length => new GoldenSgdMomentumDouble(length)),
        ["sgd_dampening"] = (length => new GoldenSgdDampeningFloat(length), length => new GoldenSgdDampeningDouble(length)),
        ["sgd_nesterov_wd"] = (length => new GoldenSgdNesterovWdFloat(length), length => new GoldenSgdNesterovWdDouble(length)),
        ["adagrad"] = (length => new GoldenAdagradFloat(length), length => new GoldenAdagradDouble(length)),
        ["adagrad_decay_wd"] = (length => new GoldenAdagradDecayWdFloat(length), length => new GoldenAdagradDecayWdDouble(length)),
        ["adadelta"] = (length => new GoldenAdadeltaFloat(length), length => new GoldenAdadeltaDouble(length)),
        ["rmsprop"] = (length => new GoldenRmspropFloat(length), length => new GoldenRmspropDouble(length)),
        ["rmsprop_centered"] = (length => new GoldenRmspropCenteredFloat(length), length => new GoldenRmspropCenteredDouble(length)),
        ["rmsprop_momentum_wd"] = (length => new GoldenRmspropMomentumWdFloat(length), length => new GoldenRmspropMomentumWdDouble(length)),
        ["adam"] = (length => new GoldenAdamFloat(length), length => new GoldenAdamDouble(length)),
        ["adam_l2"] = (length => new GoldenAdamL2Float(length), length => new GoldenAdamL2Double(length)),
        ["adam_amsgrad"] = (length => new GoldenAdamAmsgradFloat(length), length => new GoldenAdamAmsgradDouble(length)),
        ["adamw"] = (length => new GoldenAdamwFloat(length), length => new GoldenAdamwDouble(length)),
        ["adamax"] = (length => new GoldenAdamaxFloat(length), length => new GoldenAdamaxDouble(length)),
        ["asgd"] = (length => new GoldenAsgdFloat(length), length => new GoldenAsgdDouble(length)),
        ["rprop"] = (length => new GoldenRpropFloat(length), length => new GoldenRpropDouble(length)),
        ["radam"] = (length => new GoldenRadamFloat(length), length => new GoldenRadamDouble(length)),
    };

    private Trajectory(JsonElement json)
    {
        Initial = Numbers(json.GetProperty("initial"));
        Steps =
        [
            .. json.GetProperty("steps")
                .EnumerateArray()
                .Select(s => (s.GetProperty("lr").GetDouble(), Numbers(s.GetProperty("grad")), Numbers(s.GetProperty("after")))),
        ];
        States = json.GetProperty("state")
            .EnumerateObject()
            .Where(s => s.Value.ValueKind == JsonValueKind.Array)
            .ToDictionary(s => s.Name, s => Numbers(s.Value));
    }

    public double[] Initial { get; }

    public IReadOnlyList<(double LearningRate, double[] Gradient, double[] After)> Steps { get; }

    /// <summary>The state after the last step.</summary>
    public IReadOnlyDictionary<string, double[]> States { get; }

    public static Trajectory Load(string name, string type)
    {
        using System.IO.Stream stream = typeof(Trajectory).Assembly.GetManifestResourceStream($"golden/{name}.{type}.json")!;
        return new(JsonDocument.Parse(stream).RootElement);
    }

    /// <summary>Takes the recorded gradients through a model; what it holds before the first step and after each.</summary>
    /// <param name="model">The model.</param>
    /// <param name="scale">The factor on the recorded learning rates.</param>
    public IEnumerable<Memory> Follow(IOptimizable model, double scale = 1)
    {
        Writer.Parameters(model, Initial);
        yield return Memory.Of(model);
        foreach ((double learningRate, double[] gradient, _) in Steps)
        {
            model.LearningRate = scale * learningRate;
            Writer.Gradients(model, gradient);
            model.Step();
            yield return Memory.Of(model);
        }
    }

    private static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(e => e.GetDouble())];
}
