using System;
using System.Collections.Generic;

namespace FusedOpt.Checkpoints.Tests.PyTorch;

/// <summary>A layer that PyTorch and FusedOpt train with the same rule and the same hyperparameters.</summary>
/// <param name="Optimizer">The optimizer in Python, for the layer <c>model</c>.</param>
/// <param name="Float">Makes the layer of floats.</param>
/// <param name="Double">Makes the layer of doubles.</param>
/// <param name="Weight">The hyperparameters of the weights.</param>
/// <param name="Counts">The parts of a checkpoint that the steps to come depend on: states, and step counts that are wrong.</param>
internal sealed record LinearCase(string Optimizer, Func<IOptimizable> Float, Func<IOptimizable> Double, Hyper Weight, string[] Counts)
{
    private static readonly string[] AdamCounts = ["exp_avg", "exp_avg_sq", "step_count = 2"];

    /// <summary>The cases by name.</summary>
    public static readonly IReadOnlyDictionary<string, LinearCase> All = new Dictionary<string, LinearCase>
    {
        ["SGD"] = new(
            "torch.optim.SGD(model.parameters(), lr=0.05)", () => new SgdFloat(), () => new SgdDouble(), new(0.05), []),
        ["SGD, momentum"] = new(
            "torch.optim.SGD(model.parameters(), lr=0.05, momentum=0.9, weight_decay=0.01)",
            () => new SgdMomentumFloat(),
            () => new SgdMomentumDouble(),
            new(0.05) { Momentum = 0.9, WeightDecay = 0.01 },
            ["momentum_buffer"]),
        ["SGD, Nesterov"] = new(
            "torch.optim.SGD(model.parameters(), lr=0.05, momentum=0.9, nesterov=True)",
            () => new SgdNesterovFloat(),
            () => new SgdNesterovDouble(),
            new(0.05) { Momentum = 0.9, IsNesterov = true },
            ["momentum_buffer"]),
        ["SGD, dampening"] = new(
            "torch.optim.SGD(model.parameters(), lr=0.05, momentum=0.9, dampening=0.5)",
            () => new SgdDampeningFloat(),
            () => new SgdDampeningDouble(),
            new(0.05) { Momentum = 0.9, Dampening = 0.5 },
            ["momentum_buffer", "step_count = 0"]),
        ["Adam"] = new(
            "torch.optim.Adam(model.parameters(), lr=0.01, weight_decay=0.1)",
            () => new AdamFloat(),
            () => new AdamDouble(),
            new(0.01) { IsAdam = true, WeightDecay = 0.1 },
            AdamCounts),
        ["Adam, AMSGrad"] = new(
            "torch.optim.Adam(model.parameters(), lr=0.01, betas=(0.9, 0.9), amsgrad=True)",
            () => new AdamAmsGradFloat(),
            () => new AdamAmsGradDouble(),
            new(0.01) { IsAdam = true, Beta2 = 0.9, IsAmsGrad = true },
            [.. AdamCounts, "max_exp_avg_sq"]),
        ["AdamW"] = new(
            "torch.optim.AdamW(model.parameters(), lr=0.01, weight_decay=0.1)",
            () => new AdamWFloat(),
            () => new AdamWDouble(),
            new(0.01) { IsAdam = true, WeightDecay = 0.1, IsDecoupled = true },
            AdamCounts),
        ["AdamW, groups"] = new(
            "torch.optim.AdamW([{'params': [model.weight]}, {'params': [model.bias], 'weight_decay': 0, 'lr': 0.005}], "
                + "lr=0.01, weight_decay=0.1)",
            () => new AdamWGroupsFloat(),
            () => new AdamWGroupsDouble(),
            new(0.01) { IsAdam = true, WeightDecay = 0.1, IsDecoupled = true },
            AdamCounts)
        {
            Bias = new(0.005) { IsAdam = true },
        },
    };

    /// <summary>The hyperparameters of the bias.</summary>
    public Hyper Bias { get; init; } = Weight;
}
