using FusedTraining;

var network = new Network(seed: 1);
for (int round = 1; round <= 10; round++)
    Console.WriteLine($"step {network.StepCount + 200}: error {Trainer.Train(network, MathF.Sin, steps: 200):F6}");

Console.WriteLine($"sin(1) = {MathF.Sin(1):F3}, learned: {network.Predict(1):F3}");
