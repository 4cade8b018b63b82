using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Xunit;
using Xunit.Sdk;

namespace FusedOpt.Checkpoints.Tests.PyTorch;

/// <summary>The code of docs/from-pytorch.md does what the document says.</summary>
public class DocumentTests
{
    private const string Course = "import course\n";

    private static readonly Hyper Hyperparameters = new(1e-3) { IsAdam = true, WeightDecay = 0.1, IsDecoupled = true };

    private static string NetworkCode => Python.Block("class Network(") + Course;

    private static string SaveCode => Functions + Python.Block("save_training(model, optimizer, \"training.safetensors\")\n");

    private static string LoadCode => Functions + Python.Block("steps = load_training(");

    private static string Functions => Python.Block("def save_training(");

    [Fact]
    public void ItsCSharpIsThatOfTheseTests()
    {
        string directory = Path.GetDirectoryName(Here())!;
        string tests = Lines(string.Join('\n', Directory.EnumerateFiles(directory, "Document*.cs").Select(File.ReadAllText)));
        string[] blocks = Python.Blocks("csharp");
        Assert.Equal(7, blocks.Length);
        Assert.All(blocks, block => Assert.Contains(Lines(block), tests, StringComparison.Ordinal));
        Assert.DoesNotContain(Lines(blocks[0].Replace("Head", "Tail", StringComparison.Ordinal)), tests, StringComparison.Ordinal);
    }

    [Fact]
    public void ItsPythonIsAllRun() =>
        Assert.Equal(
            Python.Blocks("python").Order(),
            new[]
            {
                Python.Block("class Network("), SaveWeights, LoadWeights, Functions, SaveCode[Functions.Length..],
                LoadCode[Functions.Length..],
            }.Order());

    [Fact]
    public void TheNetworkGoesThereAndBack()
    {
        using var scratch = new Scratch();
        Python.RunScript(scratch.Path, NetworkCode + "course.begin(model)\ncourse.save_weights(model, 'start.safetensors')\n"
            + "course.train(model, optimizer, 1, 3)\n" + SaveWeights + SaveCode
            + "course.train(model, optimizer, 4, 9)\ncourse.save_weights(model, 'all.safetensors')\n");
        var bounds = new Bounds(scratch, isDouble: false, _ => Hyperparameters, 9);

        var network = new Network();
        string path = scratch["training.safetensors"];
        network.LoadCheckpoint(path);
        Assert.Equal((3, 3, 1e-3), ((int)network.StepCount, (int)network.Layers[1].StepCount, network.LearningRate));

        var untrained = new Network();
        LoadParameters(untrained, scratch["weights.safetensors"]);
        Assert.Equal(network.Layers[1].Weight, untrained.Layers[1].Weight);
        Assert.Equal(0, untrained.StepCount);

        Gradients.Train(network, 4, 6);
        network.SaveCheckpoint(path);
        string middle = Python.RunScript(scratch.Path, NetworkCode + LoadCode + "print(steps)\n"
            + "course.train(model, optimizer, 7, 9)\ncourse.save_weights(model, 'back.safetensors')\n");
        Assert.Equal("6", middle.Trim());
        Assert.Empty(bounds.Outside(File.ReadAllBytes(scratch["back.safetensors"]), step => step is < 4 or > 6));

        Gradients.Train(network, 7, 9);
        Assert.Empty(bounds.Outside(Way.Save("path", network), step => step < 4));

        // The control: weights alone end elsewhere.
        Gradients.Train(untrained, 4, 9);
        Assert.NotEmpty(bounds.Outside(Way.Save("path", untrained), step => step < 4));

        // Weights go back alone, too: all of them, in the state dictionary's order.
        SaveParameters(network, scratch["weights.safetensors"]);
        Python.RunScript(scratch.Path, NetworkCode + SaveWeights.Split('\n')[0] + "\n" + LoadWeights
            + "course.save_weights(model, 'again.safetensors')\n");
        TensorFile again = TensorFile.Read(File.ReadAllBytes(scratch["again.safetensors"]));
        Assert.Equal(8, again.Tensors.Count);
        Assert.All(again.Tensors, t => Assert.Equal(TensorFile.Read(Way.Save("path", network)).Tensors[t.Key].Bytes, t.Value.Bytes));

        static void LoadParameters(Network network, string path)
        {
            network.LoadCheckpoint(path, new() { Contents = CheckpointContents.Parameters });
        }

        static void SaveParameters(Network network, string path)
        {
            network.SaveCheckpoint(path, new() { Contents = CheckpointContents.Parameters });
        }
    }

    [Fact]
    public void ALearningRateTakesThePlaceOfASchedule()
    {
        using var scratch = new Scratch();
        Python.RunScript(scratch.Path, NetworkCode + "course.begin(model)\ncourse.train(model, optimizer, 1, 3)\n" + Functions
            + "save_training(model, optimizer, 'training.safetensors', learning_rate=1e-4)\n");
        var network = new Network();
        network.LoadCheckpoint(scratch["training.safetensors"]);
        Assert.Equal(1e-4, network.LearningRate);
    }

    [Fact]
    public void AModuleThatHasNoGradientYetTakesItsFirstStepLater()
    {
        using var scratch = new Scratch();
        string begin = NetworkCode + "course.begin(model)\n",
            noGradient = "course.train(model, optimizer, 1, 3, but=('head.weight', 'head.bias'))\n";
        Python.RunScript(scratch.Path, begin + "course.save_weights(model, 'start.safetensors')\n" + noGradient + SaveCode
            + "course.train(model, optimizer, 4, 9)\ncourse.save_weights(model, 'all.safetensors')\n");
        var bounds = new Bounds(scratch, isDouble: false, _ => Hyperparameters, 9)
        {
            FirstSteps = { ["head.weight"] = 4, ["head.bias"] = 4 },
        };
        byte[] file = File.ReadAllBytes(scratch["training.safetensors"]);
        var network = new Network();
        Way.Load("path", network, file);
        Assert.Equal((3, 3, 0), ((int)network.StepCount, (int)network.Embed.StepCount, (int)network.Head.StepCount));
        Gradients.Train(network, 4, 9);
        Assert.Empty(bounds.Outside(Way.Save("path", network), step => step < 4));

        // The control: with the step count of all others, the head goes elsewhere.
        TensorFile spoilt = TensorFile.Read(file);
        Assert.True(spoilt.Metadata!.Remove("fusedopt.head.step_count"));
        Way.Load("path", network, spoilt.ToBytes());
        Assert.Equal(3, network.Head.StepCount);
        Gradients.Train(network, 4, 9);
        string[] outside = [.. bounds.Outside(Way.Save("path", network), step => step < 4)];
        Assert.NotEmpty(outside);
        Assert.All(outside, e => Assert.StartsWith("head.", e, StringComparison.Ordinal));

        // Back, the head has no state.
        Way.Load("path", network, file);
        network.SaveCheckpoint(scratch["training.safetensors"]);
        Python.RunScript(scratch.Path, NetworkCode + LoadCode + "assert model.head.weight not in optimizer.state\n"
            + "course.train(model, optimizer, 4, 9)\ncourse.save_weights(model, 'back.safetensors')\n");
        Assert.Equal(File.ReadAllBytes(scratch["all.safetensors"]), File.ReadAllBytes(scratch["back.safetensors"]));

        // A module cannot have two counts.
        Assert.Equal("The parameters of 'head' have taken different numbers of steps.", Refused(
            begin + "course.train(model, optimizer, 1, 3, but=('head.bias',))\n", "save_training(model, optimizer, 'no')"));
    }

    [Fact]
    public void WhatCannotBeWrittenIsRefused()
    {
        string begin = NetworkCode + "course.begin(model)\n";
        const string NoSteps = "The optimizer has counted no steps: pass steps, or write the weights alone.";
        Assert.Equal(NoSteps, Refused(begin, "save_training(model, optimizer, 'no')"));
        Assert.Equal(NoSteps, Refused(
            begin + "optimizer = torch.optim.SGD(model.parameters())\ncourse.train(model, optimizer, 1, 3)\n",
            "save_training(model, optimizer, 'no')"));
        Assert.Equal("embed.bias has no state yet, and its state does not begin at zeros: step it once.", Refused(
            begin + "optimizer = torch.optim.NAdam(model.parameters())\nw = model.embed.weight\n"
                + "optimizer.state[w] = {'step': torch.tensor(1.0), 'mu_product': torch.tensor(0.5), 'exp_avg': w, 'exp_avg_sq': w}\n",
            "save_training(model, optimizer, 'no')"));
    }

    [Fact]
    public void AMapOfNamesIsMadeByTheCall()
    {
        using var scratch = new Scratch();
        Python.RunScript(scratch.Path, NetworkCode + "course.begin(model)\n" + SaveWeights);
        string path = scratch["weights.safetensors"];
        var model = new Unnamed();

        model.LoadCheckpoint(path, new()
        {
            Contents = CheckpointContents.Parameters,
            Names = new Dictionary<string, string>
            {
                ["Hidden"] = "layers.1",                  // Hidden.* is layers.1.* in the file
                ["Hidden.Matrix"] = "layers.1.weight",
                ["Hidden.Vector"] = "layers.1.bias",
            },
        });

        var network = new Network();
        network.LoadCheckpoint(path, new() { Contents = CheckpointContents.Parameters });
        Assert.Equal(network.Layers[1].Weight, model.Hidden.Matrix);
        Assert.Equal(network.Layers[1].Bias, model.Hidden.Vector);
        Assert.NotEqual(network.Layers[0].Weight, model.Hidden.Matrix);
    }

    [Fact]
    public void AWeightIsNotTransposed()
    {
        using var scratch = new Scratch();
        Python.RunScript(scratch.Path, "import torch, course\nmodel = torch.nn.Sequential(torch.nn.Linear(3, 8), torch.nn.Tanh(), "
            + "torch.nn.Linear(8, 1))\nassert model[0].weight.shape == (8, 3)\n" + SaveWeights);
        byte[] file = File.ReadAllBytes(scratch["weights.safetensors"]);
        var model = new SequentialNetwork();
        Way.Load("path", model, file, new() { Contents = CheckpointContents.Parameters });
        TensorFile tensors = TensorFile.Read(file);
        Assert.Equal(["0.weight", "0.bias", "2.weight", "2.bias"], tensors.Tensors.Keys);
        Assert.Equal(Bounds.Numbers(tensors.Tensors["0.weight"])[(5 * 3) + 2], model.First.Weight[5, 2]);
        Assert.Equal(Bounds.Numbers(tensors.Tensors["2.weight"])[7], model.Second.Weight[0, 7]);
    }

    [Fact]
    public void ATiedWeightIsInTheFileOnce()
    {
        using var scratch = new Scratch();
        const string Model = """
            import torch, course


            class Tied(torch.nn.Module):
                def __init__(self):
                    super().__init__()
                    self.a = torch.nn.Linear(3, 3)
                    self.b = torch.nn.Linear(3, 3)
                    self.b.weight = self.a.weight


            model = Tied()
            optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3)

            """;
        Python.RunScript(scratch.Path, Model + "course.train(model, optimizer, 1, 3)\n" + SaveCode + SaveWeights);
        string refused = Refused(Model, "save_file(model.state_dict(), 'no')", "RuntimeError");
        Assert.StartsWith("Some tensors share memory", refused, StringComparison.Ordinal);

        var model = new Tied();
        Assert.Empty(model.LoadCheckpoint(scratch["training.safetensors"]).Differences);
        Assert.Same(model.First.Weight, model.Second.Weight);
        model.SaveCheckpoint(scratch["training.safetensors"]);
        TensorFile file = TensorFile.Read(File.ReadAllBytes(scratch["training.safetensors"]));
        Assert.Equal(
            ["a.bias", "a.weight", "b.bias"],
            file.Tensors.Keys.Where(n => !n.Contains("exp_avg", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Python.RunScript(scratch.Path, Model + LoadCode + "assert model.b.weight is model.a.weight and steps == 3\n");
    }

    [Theory]
    [InlineData("float16", "F16")]
    [InlineData("bfloat16", "BF16")]
    [InlineData("float64", "F64")]
    public void OtherElementTypesAreConverted(string type, string inFile)
    {
        using var scratch = new Scratch();
        Python.RunScript(scratch.Path, NetworkCode + $"model.to(torch.{type})\ncourse.begin(model)\ncourse.train(model, optimizer, 1, 3)\n"
            + SaveCode + "import json\nvalues = {n: p.data_list for n, p in model.named_parameters()}\n"
            + "values.update({n + '.exp_avg': optimizer.state[p]['exp_avg'].data_list for n, p in model.named_parameters()})\n"
            + "json.dump(values, open('values.json', 'w'))\n");
        string path = scratch["training.safetensors"];
        Assert.All(TensorFile.Read(File.ReadAllBytes(path)).Tensors.Values, t => Assert.Equal(inFile, t.Type));
        var network = new Network();
        var e = Assert.Throws<CheckpointException>(() => network.LoadCheckpoint(path));
        Assert.Contains("ConvertsTypes", e.Message, StringComparison.Ordinal);

        network.LoadCheckpoint(path, new() { ConvertsTypes = true });
        var values = JsonSerializer.Deserialize<Dictionary<string, double[]>>(File.ReadAllText(scratch["values.json"]))!;
        TensorFile saved = TensorFile.Read(Way.Save("path", network));
        Assert.Equal(16, values.Count);
        Assert.All(values, v => Assert.Equal(v.Value.Select(x => (double)(float)x), Bounds.Numbers(saved.Tensors[v.Key])));
        Assert.Equal(type == "float64", values.Any(v => v.Value.Any(x => x != (float)x)));

        // Back, PyTorch rounds to the type of its model: nothing has changed here.
        network.SaveCheckpoint(path);
        Python.RunScript(scratch.Path, NetworkCode + $"model.to(torch.{type})\n" + LoadCode
            + "import json\nvalues = json.load(open('values.json'))\n"
            + $"r = {(type == "float64" ? "torch.float32" : "torch." + type)}.round\n"
            + "for n, p in model.named_parameters():\n"
            + $"    assert str(p.dtype) == 'torch.{type}' and p.data_list == [r(x) for x in values[n]]\n"
            + "    assert optimizer.state[p]['exp_avg'].dtype is p.dtype\n");
    }

    [Fact]
    public void HalfPrecisionIsLoadedByTheCodeOfTheDocument()
    {
        using var scratch = new Scratch();
        Python.RunScript(scratch.Path, NetworkCode + "model.to(torch.bfloat16)\ncourse.train(model, optimizer, 1, 3)\n" + SaveCode);
        var network = new Network();
        Load(network, scratch["training.safetensors"]);
        Assert.Equal(3, network.StepCount);

        static void Load(Network network, string path)
        {
            network.LoadCheckpoint(path, new() { ConvertsTypes = true });
        }
    }

    [Fact]
    public void FilesOfTransformersAreRead()
    {
        var network = new Network();
        Gradients.Train(network, 1, 3);
        TensorFile trained = TensorFile.Read(Way.Save("path", network)), file = new() { Metadata = new() { ["format"] = "pt" } };
        foreach ((string name, (string Type, long[] Shape, byte[] Bytes) tensor) in trained.Tensors)
        {
            if (!name.Contains("exp_avg", StringComparison.Ordinal))
                file.Tensors.Add("bert." + name, tensor);
        }

        file.Tensors.Add("bert.position_ids", ("I64", [1, 2], new byte[16]));
        var options = new CheckpointLoadOptions
        {
            Contents = CheckpointContents.Parameters,
            Names = new Dictionary<string, string> { ["embed"] = "bert.embed", ["layers"] = "bert.layers", ["head"] = "bert.head" },
        };
        foreach (string way in Way.All)
        {
            var loaded = new Network();
            CheckpointReport report = Way.Load(way, loaded, file.ToBytes(), options);
            Assert.Empty(report.Differences);
            Assert.Equal("pt", report.Metadata["format"]);
            Assert.Equal(network.Layers[1].Weight, loaded.Layers[1].Weight);
            Assert.Equal(network.Head.Bias, loaded.Head.Bias);
        }

        // The control: without the map nothing fits.
        Assert.Throws<CheckpointException>(
            () => Way.Load("path", new Network(), file.ToBytes(), new() { Contents = CheckpointContents.Parameters }));
    }

    [Theory]
    [InlineData("NAdam", "mu_product exp_avg exp_avg_sq")]
    [InlineData("RAdam", "exp_avg exp_avg_sq")]
    [InlineData("Adamax", "exp_avg exp_inf")]
    [InlineData("Adagrad", "sum")]
    [InlineData("Adadelta", "square_avg acc_delta")]
    [InlineData("RMSprop", "square_avg momentum_buffer grad_avg")]
    [InlineData("Rprop", "prev step_size")]
    [InlineData("ASGD", "eta mu ax")]
    [InlineData("Adafactor", "row_var col_var variance")]
    public void EveryRowOfTheTableHasItsStates(string optimizer, string kinds)
    {
        string row = Assert.Single(
            Python.Document.Split('\n'), line => line.StartsWith($"| `{optimizer}` |", StringComparison.Ordinal));
        Assert.All(kinds.Split(' '), kind => Assert.Contains($"`{kind}`", row, StringComparison.Ordinal));

        using var scratch = new Scratch();
        string begin = $$"""
            import torch


            class Shapes(torch.nn.Module):
                def __init__(self):
                    super().__init__()
                    self.weight = torch.nn.Parameter(torch.tensor([0.5] * 12).reshape(4, 3))
                    self.column = torch.nn.Parameter(torch.tensor([0.5] * 5).reshape(5, 1))
                    self.one = torch.nn.Parameter(torch.tensor([0.5]))


            def shape_of(kind, p):
                if kind in ("mu_product", "eta", "mu"):
                    return ()
                if kind in ("row_var", "col_var", "variance") and (p.dim() == 1) != (kind == "variance"):
                    return None
                return (p.shape[0], 1) if kind == "row_var" else (1, p.shape[1]) if kind == "col_var" else p.shape


            model = Shapes()
            optimizer = torch.optim.{{optimizer}}(model.parameters())
            expected = {}
            for number, (name, p) in enumerate(model.named_parameters()):
                expected[name] = {"step": torch.tensor(7.0)}
                for kind in "{{kinds}}".split():
                    shape, count = shape_of(kind, p), 1
                    if shape is None:
                        continue
                    for length in shape:
                        count *= length
                    values = [0.1 * (i + 1) + number + len(kind) for i in range(count)]
                    expected[name][kind] = torch.tensor(values).reshape(shape)

            """;
        const string Fill = "for n, p in model.named_parameters():\n    optimizer.state[p].update(expected[n])\n";
        Python.RunScript(scratch.Path, begin + Fill + SaveCode);
        IOptimizable model = s_shapes[optimizer]();
        string path = scratch["training.safetensors"];
        Assert.Empty(model.LoadCheckpoint(path).Differences);
        Assert.Equal(7, model.StepCount);
        TensorFile written = TensorFile.Read(File.ReadAllBytes(path));
        model.SaveCheckpoint(path);
        TensorFile saved = TensorFile.Read(File.ReadAllBytes(path));
        Assert.Equal(written.Tensors.Keys.Order(StringComparer.Ordinal), saved.Tensors.Keys.Order(StringComparer.Ordinal));
        Assert.All(saved.Tensors, t => Assert.Equal(written.Tensors[t.Key].Bytes, t.Value.Bytes));
        Python.RunScript(scratch.Path, begin + LoadCode + """
            assert steps == 7
            for name, p in model.named_parameters():
                assert set(optimizer.state[p]) == set(expected[name]), name
                for kind, value in expected[name].items():
                    there = optimizer.state[p][kind]
                    assert (there.shape, there.dtype, there.data_list) == (value.shape, value.dtype, value.data_list), (name, kind)
            """);
    }

    [Fact]
    public void WithoutPythonTheTestsFailAndSayWhatIsMissing()
    {
        var e = Assert.ThrowsAny<XunitException>(() => Python.Start(new ProcessStartInfo("no-such-python3")));
        Assert.Contains("apt-get install python3", e.Message, StringComparison.Ordinal);
    }

    private static readonly Dictionary<string, Func<IOptimizable>> s_shapes = new()
    {
        ["NAdam"] = () => new NAdamShapes(),
        ["RAdam"] = () => new RAdamShapes(),
        ["Adamax"] = () => new AdamaxShapes(),
        ["Adagrad"] = () => new AdagradShapes(),
        ["Adadelta"] = () => new AdadeltaShapes(),
        ["RMSprop"] = () => new RmsPropShapes(),
        ["Rprop"] = () => new RpropShapes(),
        ["ASGD"] = () => new AsgdShapes(),
        ["Adafactor"] = () => new AdafactorShapes(),
    };

    private static string SaveWeights => Python.Block("named_parameters()}, \"weights.safetensors\"");

    private static string LoadWeights => Python.Block("model.load_state_dict(load_file(");

    /// <summary>Returns the message of the exception that a line of Python raises.</summary>
    private static string Refused(string script, string line, string exception = "ValueError")
    {
        using var scratch = new Scratch();
        return Python.RunScript(scratch.Path, $"{script}{Functions}try:\n    {line}\nexcept {exception} as e:\n    print(e)\n").Trim();
    }

    private static string Lines(string text) => string.Join('\n', text.Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0));

    private static string Here([CallerFilePath] string path = "") => path;
}
