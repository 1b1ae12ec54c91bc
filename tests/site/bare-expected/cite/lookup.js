const known={"things":{"facts/northland-halls-target":["4349647d34bf"],"places/eastland":["75304a76cb06"],"places/northland":["8f53c2d86df9"],"topics/plans":["75110b50809e"]},"moved":{},"past":{}};
